using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Benchmarks;

/// <summary>A line on which calls come in all the time: each has its row written as the voice webhook does, then posts a turn every three seconds until it ends.</summary>
internal sealed class LiveLine(IDbContextFactory<VoiceOpsContext> contexts, LedgerWriter writer, CallTermsReader terms, CommitSignal signal, TimeProvider time)
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<TimeSpan> _waits = [];
    private readonly CallRecords _records = new(contexts, signal, time);

    /// <summary>How long each webhook waited until its row was written.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    /// <summary>Until it is stopped; then those that are on end, and all of it is committed.</summary>
    public async Task RunAsync(double callsAMinute, TimeSpan lengthOfCalls, CancellationToken stop)
    {
        var on = new List<Task>();
        var random = new Random(1);
        while (!stop.IsCancellationRequested)
        {
            // As callers come: by chance, not by the clock.
            var gap = TimeSpan.FromMinutes(-Math.Log(1 - random.NextDouble()) / callsAMinute);
            await Task.Delay(gap, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            on.Add(Task.Run(() => CallAsync(lengthOfCalls, stop), CancellationToken.None));
        }

        await Task.WhenAll(on);
    }

    private async Task CallAsync(TimeSpan length, CancellationToken stop)
    {
        var callTerms = await terms.ReadAsync(callerNumber: null, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        Call call;
        using (await writer.RightOfWay.TakeAsync(CancellationToken.None))
        {
            (call, _) = await _records.AddAsync(Row(callTerms), CancellationToken.None);
        }

        _waits.Enqueue(Stopwatch.GetElapsedTime(started));
        var meters = new CallMeters(call.Id, call.CallSid, callTerms, time);
        meters.CommitWith(new CallAnswered(call.Id, time.GetUtcTime()));
        writer.TryOpen(meters);
        for (var turn = 0; Stopwatch.GetElapsedTime(started) < length && !stop.IsCancellationRequested; turn++)
        {
            await Task.Delay(Turn, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            meters.Usage.AudioSent(24_000, "nova-2-phonecall");
            meters.Usage.TokensUsed($"{call.CallSid}-{turn}", "gpt-oss-120b", 800 + turn, 40);
            meters.Usage.CharactersSent(120, $"turn-{turn}", "eleven_flash_v2_5");
            meters.EndTurn();
        }

        meters.End(() => new CallClosed(call.Id, new CallClosing
        {
            Status = CallStatus.Completed,
            EndedReason = EndedReason.CallerHangup,
            MissingUsage = null,
            EndedAt = time.GetUtcTime(),
            DurationSeconds = (int)Stopwatch.GetElapsedTime(started).TotalSeconds,
        }));
        await meters.Settled;
    }

    private Call Row(CallTerms callTerms) => new()
    {
        CallSid = $"CA{Guid.NewGuid():N}",
        Direction = "inbound",
        AccountId = callTerms.AccountId,
        LlmModel = "gpt-oss-120b",
        Status = CallStatus.Ringing,
        AppVersion = "benchmark",
        PricePerMinute = callTerms.PricePerMinute,
        BillingIncrementSeconds = callTerms.BillingIncrementSeconds,
        CreatedAt = time.GetUtcTime(),
    };
}

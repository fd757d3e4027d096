using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Benchmarks;

/// <summary>
/// How many usage rows the one writer commits a second: five hundred calls end turn after turn as fast as it takes them, each
/// with its prompt, completion, speech and transcription, its revenue and the checkpoints of its meters. As in the program, calls
/// post while the writer commits what they posted before: at 20,000 rows a second 4,000 gather in the 0.15 s of a commit and the 50 ms that
/// the writer waits for more.
/// </summary>
internal sealed class Ingest(IDbContextFactory<VoiceOpsContext> contexts, LedgerWriter writer, CallTermsReader terms, TimeProvider time)
{
    private const int Calls = 500;
    private const int TurnsAtOnce = 2;

    /// <summary>Rows, and how long their commits took in all; the rows stay, with calls of their own.</summary>
    public async Task<(long Rows, TimeSpan Took)> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var calls = await AddCallsAsync(cancellationToken);
        var before = await CountAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        for (var turn = 0; watch.Elapsed < length; turn += TurnsAtOnce)
        {
            var commit = Task.Run(() => writer.FlushAsync(cancellationToken), cancellationToken);
            for (var next = turn; next < turn + TurnsAtOnce; next++)
            {
                calls.ForEach(meters => EndTurn(meters, next));
            }

            await commit;
            if (writer.State.Fault is { } fault)
            {
                throw new InvalidOperationException($"The writer could not commit: {fault}");
            }
        }

        calls.ForEach(meters => meters.End(() => Close(meters)));
        await Task.WhenAll(calls.Select(meters => meters.Settled));
        return (await CountAsync(cancellationToken) - before, watch.Elapsed);
    }

    private static void EndTurn(CallMeters meters, int turn)
    {
        meters.Usage.AudioSent(40_000, "nova-2-phonecall");
        meters.Usage.TokensUsed($"{meters.CallSid}-{turn}", "gpt-oss-120b", 800 + turn, 40);
        meters.Usage.CharactersSent(120, $"turn-{turn}", "eleven_flash_v2_5");
        meters.EndTurn();
    }

    private CallClosed Close(CallMeters meters) => new(meters.CallId, new CallClosing
    {
        Status = CallStatus.Completed,
        EndedReason = EndedReason.CallerHangup,
        MissingUsage = null,
        EndedAt = time.GetUtcTime(),
        DurationSeconds = meters.DurationSeconds,
    });

    private async Task<List<CallMeters>> AddCallsAsync(CancellationToken cancellationToken)
    {
        var callTerms = await terms.ReadAsync(callerNumber: null, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Enumerable.Range(0, Calls).Select(_ => new Call
        {
            CallSid = $"CA{Guid.NewGuid():N}",
            Direction = "inbound",
            AccountId = callTerms.AccountId,
            LlmModel = "gpt-oss-120b",
            Status = CallStatus.InProgress,
            AppVersion = "benchmark",
            PricePerMinute = callTerms.PricePerMinute,
            BillingIncrementSeconds = callTerms.BillingIncrementSeconds,
            CreatedAt = time.GetUtcTime(),
            StartedAt = time.GetUtcTime(),
        }).ToList();
        context.AddRange(rows);
        await context.SaveChangesAsync(cancellationToken);
        var meters = rows.ConvertAll(call => new CallMeters(call.Id, call.CallSid, callTerms, time));
        meters.ForEach(call => writer.TryOpen(call));
        return meters;
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CostRollups.SumAsync(row => row.EventCount, cancellationToken);
    }
}

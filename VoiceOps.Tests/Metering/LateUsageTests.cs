using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>A session that hangs on after its call was ended goes on using the providers: that is posted too, once.</summary>
public sealed class LateUsageTests
{
    private const string Hearing = "nova-2-phonecall";

    [Fact]
    public async Task Usage_AfterTheEndAndBeforeItsCommit_IsInIt()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var meters = await TalkAsync(books, writer);
        meters.End(() => null);

        meters.Usage.CharactersSent(7, "u9", "eleven_flash_v2_5");
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal([12_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'elevenlabs'"));
        Assert.True(meters.Settled.IsCompletedSuccessfully);
        Assert.Null(writer.Find(meters.CallId));
    }

    [Fact]
    public async Task Usage_AfterAllOfTheCallWasCommitted_IsPostedAfterAll()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var meters = await TalkAsync(books, writer);
        meters.End(() => null);
        await writer.FlushAsync(CancellationToken.None);
        Assert.Null(writer.Find(meters.CallId));

        meters.Usage.AudioSent(8_000, Hearing);
        meters.Usage.TokensUsed("late", "gpt-oss-120b", 100, 20);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Null(writer.Find(meters.CallId));
        Assert.Equal([11_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'"));
        Assert.Equal([190_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'cerebras'"));
        Assert.Equal([meters.Read().Cost.Nanos], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events"));
        await EndInBooksAsync(books, meters);
        books.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await Checked.RunAsync(books)).Checks.Where(check => check.Finding.Status == TieOutStatus.Red).SelectMany(check => check.Finding.Rows).Select(row => row.What));
    }

    [Fact]
    public async Task Usage_WhileTheWriterLetsGoOfTheCall_IsPostedAfterAll()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var meters = await TalkAsync(books, writer);
        meters.End(() => null);
        var late = new Thread(() => meters.Usage.AudioSent(8_000, Hearing));
        var letGo = meters.Settling!;
        meters.Settling = () =>
        {
            late.Start();
            // It has added its usage, or waits until it may.
            SpinWait.SpinUntil(() => !late.IsAlive || late.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30));
            letGo();
        };

        await writer.FlushAsync(CancellationToken.None);
        late.Join();
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal([11_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'"));
        Assert.Null(writer.Find(meters.CallId));
    }

    // Twilio's own length was posted meanwhile, by meters that were brought back from the store; what those say of the line stands.
    [Fact]
    public async Task Usage_AfterALengthThatOtherMetersPosted_LeavesTheLineAlone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var meters = await TalkAsync(books, writer, seconds: 61);
        meters.End(() => null);
        await writer.FlushAsync(CancellationToken.None);
        var restored = await RestoreAsync(books, meters);
        Assert.True(restored.ReportDuration(59));
        Assert.True(writer.TryOpen(restored));
        await writer.FlushAsync(CancellationToken.None);

        meters.Usage.AudioSent(8_000, Hearing);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal([1_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio'"));
        await EndInBooksAsync(books, meters);
        books.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await Checked.RunAsync(books)).Checks.Where(check => check.Finding.Status == TieOutStatus.Red).SelectMany(check => check.Finding.Rows).Select(row => row.What));
    }

    private static LedgerWriter Writer(Books books) => new(
        books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    private static async Task<CallMeters> TalkAsync(Books books, LedgerWriter writer, int seconds = 10)
    {
        var call = await books.AddCallAsync(books.Clock.Now);
        var meters = new CallMeters(call.Id, call.CallSid, await TermsAsync(books, call.AccountId), books.Time);
        Assert.True(writer.TryOpen(meters));
        meters.Usage.AudioSent(80_000, Hearing);
        meters.Usage.CharactersSent(5, "u1", "eleven_flash_v2_5");
        meters.Usage.TokensUsed($"first-{call.Id}", "gpt-oss-120b", 60, 10);
        books.Time.Advance(TimeSpan.FromSeconds(seconds));
        meters.Advance();
        return meters;
    }

    private static async Task<CallMeters> RestoreAsync(Books books, CallMeters meters)
    {
        await using var context = books.Store.CreateDbContext();
        var call = await context.Calls.SingleAsync(row => row.Id == meters.CallId);
        return CallMeters.Restore(
            call.Id, call.CallSid, await TermsAsync(books, call.AccountId), meters.AnsweredAt, meters.Elapsed,
            await context.MeterCheckpoints.AsNoTracking().ToListAsync(), new CallRevenue(61, 61), books.Time);
    }

    private static async Task EndInBooksAsync(Books books, CallMeters meters)
    {
        await using var context = books.Store.CreateDbContext();
        await context.Calls.Where(row => row.Id == meters.CallId).ExecuteUpdateAsync(
            row => row.SetProperty(call => call.EndedAt, books.Clock.Now).SetProperty(call => call.DurationSeconds, meters.DurationSeconds).SetProperty(call => call.Status, "completed"));
    }

    private static async Task<CallTerms> TermsAsync(Books books, long? accountId) => new()
    {
        RateCard = await books.Rates.LoadAsync(books.Clock.Now, CancellationToken.None),
        AccountId = accountId!.Value,
        PricePerMinute = 0.12m,
        BillingIncrementSeconds = 1,
    };
}

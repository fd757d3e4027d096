using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>All calls share a commit, and one of them has rows that the store will not take.</summary>
public sealed class RefusedCallTests
{
    [Fact]
    public async Task Flush_OneCallIsRefused_WritesTheOthersAndTellsWhichItIs()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var sound = await OpenAsync(books, writer, (await books.AddCallAsync(books.Clock.Now)).Id, "CA-sound");
        var odd = await OpenAsync(books, writer, callId: 999, "CA-odd");
        Talk(books, sound, odd);

        await writer.FlushAsync(CancellationToken.None);
        Talk(books, sound, odd);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal(sound.Read().Cost.Nanos, Cost(books));
        Assert.Null(writer.State.Fault);
        Assert.Equal(books.Clock.Now, writer.State.LastCommitAt);
        Assert.Equal(1, writer.State.RefusedCalls);
        Assert.StartsWith("CA-odd: ", writer.State.Refusal);
    }

    [Fact]
    public async Task Flush_WhatRefusedIsMended_WritesEveryRowOnce()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        using var writer = Writer(books);
        var sound = await OpenAsync(books, writer, (await books.AddCallAsync(books.Clock.Now)).Id, "CA-sound");
        var odd = await OpenAsync(books, writer, callId: 999, "CA-odd");
        Talk(books, sound, odd);
        await writer.FlushAsync(CancellationToken.None);

        var late = await books.AddCallAsync(books.Clock.Now);
        await using (var context = books.Store.CreateDbContext())
        {
            await context.Database.ExecuteSqlAsync($"UPDATE calls SET id = 999 WHERE id = {late.Id}");
        }

        Talk(books, sound, odd);
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal(sound.Read().Cost.Nanos + odd.Read().Cost.Nanos, Cost(books));
        Assert.Equal(4, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events WHERE service = 'elevenlabs'")[0]);
        Assert.Equal((0, null), (writer.State.RefusedCalls, writer.State.Refusal));
    }

    // A refusal is an answer: the store is back.
    [Fact]
    public async Task Flush_StoreIsBackAndRefuses_IsAwayNoLonger()
    {
        var lockedOut = new Lockout();
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: lockedOut);
        using var writer = Writer(books);
        Talk(books, await OpenAsync(books, writer, callId: 999, "CA-odd"));
        lockedOut.IsOn = true;
        await writer.FlushAsync(CancellationToken.None);
        Assert.Equal("away", writer.State.Fault);

        lockedOut.IsOn = false;
        await writer.FlushAsync(CancellationToken.None);

        Assert.Equal((null, 1), (writer.State.Fault, writer.State.RefusedCalls));
    }

    [Fact]
    public async Task Stop_CallIsStillRefused_TellsWhatIsLost()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var logs = new RecordedLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        using var writer = Writer(books, factory.CreateLogger<LedgerWriter>());
        Talk(books, await OpenAsync(books, writer, callId: 999, "CA-odd"));

        await writer.StopAsync(CancellationToken.None);

        Assert.Contains(logs.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains("CA-odd", StringComparison.Ordinal) && line.Contains("elevenlabs $", StringComparison.Ordinal));
    }

    private static LedgerWriter Writer(Books books, ILogger<LedgerWriter>? logger = null) => new(
        books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, logger ?? NullLogger<LedgerWriter>.Instance);

    private static async Task<CallMeters> OpenAsync(Books books, LedgerWriter writer, long callId, string callSid)
    {
        var meters = new CallMeters(callId, callSid, new CallTerms
        {
            RateCard = await books.Rates.LoadAsync(books.Clock.Now, CancellationToken.None),
            AccountId = 1,
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
        }, books.Time);
        Assert.True(writer.TryOpen(meters));
        return meters;
    }

    private static void Talk(Books books, params CallMeters[] calls)
    {
        books.Time.Advance(TimeSpan.FromSeconds(10));
        foreach (var meters in calls)
        {
            meters.Advance();
            meters.Usage.CharactersSent(80, $"turn-{books.Clock.Now:HHmmss}", "eleven_flash_v2_5");
            meters.EndTurn();
        }
    }

    private static long Cost(Books books) => books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events")[0];

    /// <summary>A store that cannot be reached.</summary>
    private sealed class Lockout : DbConnectionInterceptor
    {
        public bool IsOn { get; set; }

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            IsOn ? throw new IOException("away") : ValueTask.FromResult(result);
    }
}

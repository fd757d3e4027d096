using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>A designer's test call is metered to the nano-dollar, and no figure of the business knows of it.</summary>
public sealed class TestCallMetersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATestCall_IsExactInItsOwnRows_AndInNoFigureOfTheBusiness()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var meters = await TestCallAsync(books);
        meters.Usage.AudioSent(8_000 * 30, "nova-2-phonecall");
        meters.Usage.CharactersSent(100, "u1", "eleven_flash_v2_5");
        meters.Usage.TokensUsed("request-1", "gpt-oss-120b", 1_000, 100);
        meters.StopClock(TimeSpan.FromSeconds(90));
        meters.End(() => null);
        await books.Ledger.CommitAsync([LedgerBatch.Of(meters.Collect(books.Time.GetUtcTime())!)], Token);

        await using var context = books.Store.CreateDbContext();
        var rows = await context.UsageEventsAndTests.ToListAsync(Token);
        // 30 s of 0.0059 a minute, 100 characters of 0.00015, 1,000 and 100 tokens: and no minute of any line.
        Assert.Equal(2_950_000 + 15_000_000 + 350_000 + 75_000, rows.Sum(row => row.CostNanos));
        Assert.DoesNotContain(rows, row => row.Service == ServiceNames.Twilio);
        Assert.All(rows, row => Assert.True(row.IsTest));

        Assert.Empty(await context.Calls.ToListAsync(Token));
        Assert.Empty(await context.UsageEvents.ToListAsync(Token));
        Assert.Empty(await context.CostRollups.ToListAsync(Token));
        Assert.Empty(await context.CallRollups.ToListAsync(Token));
        Assert.Empty(await context.LedgerTransactions.ToListAsync(Token));
        Assert.Equal("test", (await context.CallsAndTests.SingleAsync(Token)).Direction);
    }

    private static async Task<CallMeters> TestCallAsync(Books books)
    {
        await using var context = books.Store.CreateDbContext();
        var call = new Call
        {
            CallSid = "TEST1",
            Direction = CallDirection.Test,
            Status = CallStatus.InProgress,
            AppVersion = "test",
            CreatedAt = books.Time.GetUtcTime(),
        };
        context.Add(call);
        await context.SaveChangesAsync(Token);
        return new CallMeters(call.Id, call.CallSid, new CallTerms
        {
            RateCard = await books.Rates.LoadAsync(books.Time.GetUtcTime(), Token),
            AccountId = null,
            PricePerMinute = 0,
            BillingIncrementSeconds = 1,
        }, books.Time);
    }
}

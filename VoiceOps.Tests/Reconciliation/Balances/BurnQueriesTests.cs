using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Balances;

/// <summary>The pace ended yesterday and was a week's mean: 46 days were said to be enough where one was left.</summary>
public sealed class BurnQueriesTests
{
    // A quiet week of a dollar a day, with one stretch as given.
    [Theory]
    [InlineData(null, 0, "the last week", 1)]
    [InlineData("2026-06-10T10:30:00", 12, "the last 6 hours", 48)]
    [InlineData("2026-06-10T03:00:00", 12, "the last day", 13)]
    [InlineData("2026-06-06T03:00:00", 12, "the last week", 2.7)]
    public async Task Read_ABusyStretch_IsThePaceFromThenOn(string? at, int dollars, string of, double perDay)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        for (var day = 0; day < 7; day++)
        {
            await SpendAsync(books, Books.Utc("2026-06-03T13:00:00").AddDays(day), 1);
        }

        if (at is not null)
        {
            await SpendAsync(books, Books.Utc(at), dollars);
        }

        var pace = (await new BurnQueries(books.Store, books.Time).ReadAsync(CancellationToken.None))[ServiceNames.Twilio];

        Assert.Equal(of, pace.Worst.Of);
        Assert.Equal((decimal)perDay, Math.Round(pace.Worst.PerDay.Dollars, 1));
    }

    private static async Task SpendAsync(Books books, DateTime at, long dollars)
    {
        var call = await books.AddCallAsync(at);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1_000, dollars * 1_000_000_000)]);
    }
}

using Microsoft.Extensions.Options;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

public sealed class SpendLimitsTests
{
    private const string Caller = "+15550100";
    private const string Other = "+15550101";

    [Fact]
    public async Task Limits_LookAtTheDayOfTheReportingTimeZone()
    {
        // 12:00 in Kathmandu (+05:45) on the 10th; its day began at 18:15 UTC on the 9th.
        await using var books = await Books.OpenAsync("2026-06-10T06:15:00");
        await SpendAsync(books, "2026-06-09T18:14:59", 5);
        await SpendAsync(books, "2026-06-09T18:15:00", 2);
        await SpendAsync(books, "2026-06-10T06:00:00", 1, Other);

        Assert.Null(await ExceededAsync(books, new CallOptions { TimeZone = "Asia/Kathmandu", DailySpendLimit = 3.01m }));
        Assert.Equal("the day's spend limit is reached: $3.00", await ExceededAsync(books, new CallOptions { TimeZone = "Asia/Kathmandu", DailySpendLimit = 3.00m }));
    }

    [Fact]
    public async Task LimitPerCaller_IsThatCallersOwn()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await SpendAsync(books, "2026-06-10T08:00:00", 2);
        await SpendAsync(books, "2026-06-10T09:00:00", 1.5m);
        await SpendAsync(books, "2026-06-10T09:00:00", 1, Other);
        var options = new CallOptions { DailySpendLimitPerCaller = 3.5m };

        Assert.Equal("the caller's spend limit of the day is reached: $3.5", await ExceededAsync(books, options));
        Assert.Null(await ExceededAsync(books, options, Other));
        Assert.Null(await ExceededAsync(books, options, caller: null));
    }

    // Strangers to each other, whatever Twilio calls them.
    [Theory]
    [InlineData("+266696687")]
    [InlineData("Anonymous")]
    [InlineData("")]
    public async Task LimitPerCaller_OfAWithheldNumber_IsTheDaysAlone(string withheld)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await SpendAsync(books, "2026-06-10T08:00:00", 2, withheld);

        Assert.Null(await ExceededAsync(books, new CallOptions { DailySpendLimitPerCaller = 1 }, withheld));
        Assert.NotNull(await ExceededAsync(books, new CallOptions { DailySpendLimitPerCaller = 1, DailySpendLimit = 2 }, withheld));
    }

    [Fact]
    public async Task NoLimit_ReadsNothing()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await SpendAsync(books, "2026-06-10T08:00:00", 1_000);

        Assert.Null(await ExceededAsync(books, new CallOptions()));
    }

    private static async Task<string?> ExceededAsync(Books books, CallOptions options, string? caller = Caller)
    {
        var limits = new SpendLimits(books.Store, new LiveCalls(books.Time), Options.Create(options), books.Time);
        await limits.RefreshAsync(CancellationToken.None);
        return limits.Exceeded(caller);
    }

    private static async Task SpendAsync(Books books, string at, decimal dollars, string caller = Caller)
    {
        var call = await books.AddCallAsync(Books.Utc(at), from: caller);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1_000, (long)(dollars * 1_000_000_000))]);
    }
}

using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation.Days;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Days;

/// <summary>Twilio bills media streams beside its calls, in a category of their own; a day's figure is both.</summary>
public sealed class TwilioDaysTests
{
    private static readonly DateOnly First = new(2026, 6, 4);

    [Fact]
    public async Task Read_VoiceAndMediaStreams_AreFiguresOfTheirOwn()
    {
        var figures = await ReadAsync(Records("calls", ("2026-06-04", "\"0.200\""), ("2026-06-05", "\"0.100\"")), Records("calls-media-stream-minutes", ("2026-06-05", "\"0.04\"")));

        Assert.Equal(
            [("2026-06-04", "calls", 200_000_000L), ("2026-06-04", "calls-media-stream-minutes", 0), ("2026-06-05", "calls", 100_000_000), ("2026-06-05", "calls-media-stream-minutes", 40_000_000)],
            figures.Select(figure => (figure.Day.ToString("yyyy-MM-dd"), figure.Category, figure.Cost!.Value.Nanos)).Order());
    }

    [Fact]
    public async Task Read_DayOfWhichOneCategoryIsNotBilledYet_IsNotToldInPart()
    {
        var figures = await ReadAsync(Records("calls", ("2026-06-04", "\"0.200\""), ("2026-06-05", "null")), Records("calls-media-stream-minutes", ("2026-06-04", "\"0.08\""), ("2026-06-05", "\"0.04\"")));

        Assert.Equal([First, First], figures.Select(figure => figure.Day));
    }

    private static async Task<IReadOnlyList<DayFigure>> ReadAsync(string voice, string streams)
    {
        await using var twilio = RawHttpServer.Answering((200, voice), (200, streams));
        await using var services = new BillingServices(twilio.BaseUrl);
        var figures = await new TwilioDays(services.Get<TwilioBillingClient>()).ReadAsync(First, First.AddDays(1), CancellationToken.None);
        Assert.Contains(twilio.Requests, request => request.Contains("Category=calls-media-stream-minutes", StringComparison.Ordinal));
        return figures;
    }

    private static string Records(string category, params (string Day, string Price)[] days) =>
        $$"""{"usage_records":[{{string.Join(',', days.Select(day => $$"""{"category":"{{category}}","start_date":"{{day.Day}}","end_date":"{{day.Day}}","price":{{day.Price}},"price_unit":"usd","usage":"10","usage_unit":"minutes"}"""))}}],"next_page_uri":null}""";
}

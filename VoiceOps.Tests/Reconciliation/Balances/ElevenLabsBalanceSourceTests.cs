using System.Globalization;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Balances;

public sealed class ElevenLabsBalanceSourceTests
{
    private static readonly DateTime Now = Books.Utc("2026-06-10T12:00:00");

    // A thousand credits a day for four days, and today as given.
    [Theory]
    [InlineData(0, 1, 1_000, "the last week")]
    [InlineData(0, 20, 20_000, "the last 6 hours")]
    [InlineData(5_000, 1, 10_000, "today so far")]
    public async Task Read_Credits_AreUsedAtTheWorstPace(int today, int factor, int perDay, string of)
    {
        await using var provider = RawHttpServer.Answering((200, Plan), (200, Used((6, 1_000), (7, 1_000), (8, 1_000), (9, 1_000), (10, today))));
        await using var services = new BillingServices(provider.BaseUrl);
        var week = new CostPace("the last week", new Money(1_000_000_000));
        var pace = ServicePace.Of(week, factor == 1 ? week : new CostPace("the last 6 hours", new Money(factor * 1_000_000_000L)));

        var balance = Assert.Single(await new ElevenLabsBalanceSource(services.Get<ElevenLabsBillingClient>()).ReadAsync(pace, Now, CancellationToken.None));

        Assert.Equal((perDay, of), (balance.BurnPerDay, balance.BurnOf));
        Assert.Equal(Now.AddDays(40_000d / perDay), balance.RunsOutAt);
    }

    [Fact]
    public async Task Read_AFirstDay_IsTodaySoFar()
    {
        await using var provider = RawHttpServer.Answering((200, Plan), (200, Used((10, 1_000))));
        await using var services = new BillingServices(provider.BaseUrl);
        var nothing = new CostPace("the last week", Money.Zero);

        var balance = Assert.Single(
            await new ElevenLabsBalanceSource(services.Get<ElevenLabsBillingClient>()).ReadAsync(ServicePace.Of(nothing), Now, CancellationToken.None));

        Assert.Equal((2_000m, "today so far"), (balance.BurnPerDay, balance.BurnOf));
    }

    private const string Plan = """{"tier":"creator","character_count":60000,"character_limit":100000,"can_extend_character_limit":false}""";

    private static string Used(params (int Day, int Credits)[] days)
    {
        var times = days.Select(day => new DateTimeOffset(2026, 6, day.Day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var credits = string.Join(',', days.Select(day => day.Credits));
        return $$$"""{"time":[{{{string.Join(',', times)}}}],"usage":{"flash":[{{{credits}}}]}}""";
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Voice.Providers.Cerebras;
using Xunit;

namespace VoiceOps.Tests.Providers.Cerebras;

public sealed class CerebrasQuotaTests
{
    [Fact]
    public async Task Answer_OfTheModel_TellsWhatIsLeft()
    {
        await using var cerebras = new CerebrasSimulator("cb-secret", new ChatPacing(), TimeProvider.System);
        await cerebras.StartAsync(TestContext.Current.CancellationToken);
        await using var services = new BillingServices(cerebras.Address.ToString().TrimEnd('/'));
        Assert.Null(services.Get<CerebrasQuota>().Last);

        await services.Get<IChatClient>().GetResponseAsync("Hello", new ChatOptions { ModelId = "gpt-oss-120b" }, TestContext.Current.CancellationToken);

        var told = services.Get<CerebrasQuota>().Last!;
        Assert.Equal((500_000, 500_000), (told.RequestsOfDay!.Limit, told.RequestsOfDay.Remaining));
        Assert.NotNull(told.TokensOfMinute);
    }

    [Theory]
    [InlineData("14400", "14399", "33011.382867", 14400L, 14399L, 33011.382867)]
    [InlineData("14400", "14399", null, 14400L, 14399L, null)]
    [InlineData("14400", "14399", "1e30", 14400L, 14399L, 86400.0)]
    [InlineData("14400", "14399", "-5", 14400L, 14399L, 0.0)]
    [InlineData("14400", "14399", "soon", 14400L, 14399L, null)]
    public void Headers_AreReadAsTheyCome(string limit, string remaining, string? reset, long expectedLimit, long expectedRemaining, double? seconds)
    {
        var quota = new CerebrasQuota(new FakeTimeProvider());
        quota.Read(name => name switch
        {
            "x-ratelimit-limit-requests-day" => limit,
            "x-ratelimit-remaining-requests-day" => remaining,
            "x-ratelimit-reset-requests-day" => reset,
            _ => null,
        });

        var told = quota.Last!.RequestsOfDay!;
        Assert.Equal((expectedLimit, expectedRemaining), (told.Limit, told.Remaining));
        Assert.Equal(seconds, told.ResetsIn?.TotalSeconds);
        Assert.Null(quota.Last.TokensOfMinute);
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("many", "1")]
    [InlineData("-5", "1")]
    [InlineData("99999999999999999999999", "1")]
    public void Headers_ThatSayNothing_LeaveTheLastWord(string? limit, string? remaining)
    {
        var quota = new CerebrasQuota(new FakeTimeProvider());

        quota.Read(name => name.Contains("limit-requests", StringComparison.Ordinal) && name.StartsWith("x-ratelimit-limit", StringComparison.Ordinal) ? limit : remaining);

        Assert.Null(quota.Last?.RequestsOfDay);
    }
}

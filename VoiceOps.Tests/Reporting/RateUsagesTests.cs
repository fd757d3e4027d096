using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class RateUsagesTests
{
    private static readonly DateTime Now = new(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("prompt", "a", "cerebras:prompt:a")]
    [InlineData("prompt", "b", "cerebras:prompt")]
    [InlineData("completion", "a", "cerebras:default:a")]
    [InlineData("completion", "b", "cerebras:default")]
    public void Of_Usage_StandsAtTheKeyItResolvesTo(string operation, string model, string expected)
    {
        var card = new RateCard(Now, [Rate("prompt", "a"), Rate("prompt", null), Rate("default", "a"), Rate("default", null)], new Dictionary<RateKey, AppliedRate>());

        var lines = RateUsages.Of(card, [Sum(operation, model, 5), Sum(operation, model, 7)]);

        Assert.Equal(4, lines.Count);
        var used = Assert.Single(lines, line => line.UsageMicros != 0);
        Assert.Equal(expected, new RateKey(used.Service, used.Operation, used.Model).ToString());
        Assert.Equal((12_000_000, 12), (used.UsageMicros, used.Cost.Nanos));
        Assert.Equal(UsageUnits.Tokens, used.UsageUnit);
    }

    [Fact]
    public void Of_FallbacksWithoutARow_AreLinesOfTheirOwn()
    {
        var fallback = new AppliedRate { UnitPrice = 0.5m, PricingType = PricingType.PerToken, Source = PricingSource.Fallback };
        var card = new RateCard(Now, [Rate("prompt", "a")], new Dictionary<RateKey, AppliedRate>
        {
            [new("cerebras", "prompt", "a")] = fallback,
            [new("cerebras", "completion", "a")] = fallback,
        });

        var lines = RateUsages.Of(card, [Sum("completion", "a", 3)]);

        Assert.Equal([("prompt", PricingSource.RateCard, 0L), ("completion", PricingSource.Fallback, 3L)], lines.Select(line => (line.Operation, line.Source, line.Cost.Nanos)));
        Assert.Null(lines[1].EffectiveFrom);
    }

    [Fact]
    public void Of_RateOfAServiceThatNothingMeters_IsShownLast()
    {
        var card = new RateCard(Now, [Rate("chat", null, "other"), Rate("prompt", "a")], new Dictionary<RateKey, AppliedRate>());

        var lines = RateUsages.Of(card, []);

        Assert.Equal(["cerebras", "other"], lines.Select(line => line.Service));
        Assert.Equal(UsageUnits.Tokens, lines[1].UsageUnit);
    }

    private static Rate Rate(string operation, string? model, string service = "cerebras") => new()
    {
        Service = service,
        Operation = operation,
        Model = model,
        UnitPrice = 0.000001m,
        PricingType = PricingType.PerToken,
        EffectiveFrom = DateTime.UnixEpoch,
        CreatedAt = DateTime.UnixEpoch,
    };

    private static CostSum Sum(string operation, string model, long amount) => new()
    {
        Service = "cerebras",
        Operation = operation,
        Model = model,
        Basis = UsageBasis.Metered,
        UsageMicros = amount * UsageUnits.MicrosPerUnit,
        CostNanos = amount,
        UnpricedEvents = 0,
    };
}

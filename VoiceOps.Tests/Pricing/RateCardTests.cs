using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class RateCardTests
{
    private static readonly DateTime Now = new(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Order = ["cerebras:prompt:a", "cerebras:prompt", "cerebras:default:a", "cerebras:default"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_WithTheFirstOnesMissing_TakesTheNextInOrder(int missing)
    {
        var keys = Order[missing..];
        var card = new RateCard(Now, keys.Select(key => Row(key, 1 + Array.IndexOf(Order, key))), new Dictionary<RateKey, AppliedRate>());

        Assert.Equal(1 + missing, card.Find("cerebras", "prompt", "a")!.UnitPrice);
        Assert.Equal(keys[0], card.Resolve("cerebras", "prompt", "a")!.Value.Key.ToString());
    }

    [Fact]
    public void Find_AnyRow_ComesBeforeTheMostExactFallback()
    {
        var card = new RateCard(Now, [Row("cerebras:default", 4)], Fallbacks("cerebras:prompt:a"));

        Assert.Equal((4m, PricingSource.RateCard), Told(card.Find("cerebras", "prompt", "a")));
    }

    [Fact]
    public void Find_WithoutARow_TakesTheFallbacksInTheSameOrder()
    {
        var card = new RateCard(Now, [], Fallbacks("cerebras:default", "cerebras:default:a"));

        Assert.Equal((2m, PricingSource.Fallback), Told(card.Find("cerebras", "prompt", "a")));
        Assert.Equal((1m, PricingSource.Fallback), Told(card.Find("cerebras", "prompt", "b")));
        Assert.Null(card.Find("cerebras", "prompt", "a")!.EffectiveFrom);
    }

    [Fact]
    public void Find_PriceOfZero_IsFreeAndNotUnpriced()
    {
        var card = new RateCard(Now, [Row("cerebras:prompt:a", 0)], new Dictionary<RateKey, AppliedRate>());

        Assert.Equal((0m, PricingSource.Free), Told(card.Find("cerebras", "prompt", "a")));
        Assert.Null(card.Find("cerebras", "prompt", "b"));
        Assert.Null(card.Find("deepgram", "transcription", null));
    }

    [Fact]
    public void Find_VersionsOfARate_TakesTheOneInForce()
    {
        var card = new RateCard(
            Now,
            [
                Row("twilio:voice", 1, Now.AddDays(-9), Now, PricingType.PerMinute),
                Row("twilio:voice", 2, Now, Now.AddDays(1), PricingType.PerMinute),
                Row("twilio:voice", 3, Now.AddDays(1), pricingType: PricingType.PerMinute),
            ],
            new Dictionary<RateKey, AppliedRate>());

        Assert.Equal(2, card.Find("twilio", "voice", null)!.UnitPrice);
    }

    [Theory]
    [InlineData(PricingType.PerMinute, "1")]
    [InlineData(PricingType.PerToken, "10000000000")]
    [InlineData(PricingType.PerToken, "-1")]
    public void Find_RowThatTheProgramWouldRefuse_IsNotThere(string pricingType, string price)
    {
        var row = Row("cerebras:prompt:a", decimal.Parse(price, null), pricingType: pricingType);

        Assert.Empty(new RateCard(Now, [row], Fallbacks()).Rates);
        Assert.Null(new RateCard(Now, [row], Fallbacks()).Find("cerebras", "prompt", "a"));
        Assert.Equal((1m, PricingSource.Fallback), Told(new RateCard(Now, [row], Fallbacks("cerebras:prompt:a")).Find("cerebras", "prompt", "a")));
        Assert.Equal((4m, PricingSource.RateCard), Told(new RateCard(Now, [row, Row("cerebras:default", 4)], Fallbacks()).Find("cerebras", "prompt", "a")));
    }

    /// <summary>What it was to say nobody knows: another price in its place would be a wrong one, and what is unpriced is seen.</summary>
    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void Find_RowThatCannotBeRead_IsUnpricedRatherThanPricedByAnother(bool price, bool from, bool to)
    {
        var row = Row("cerebras:prompt:a", price ? Unreadable.Price : 1, from ? Unreadable.Time : null, to ? Unreadable.Time : null);

        var card = new RateCard(Now, [row, Row("cerebras:default", 4)], Fallbacks("cerebras:prompt:a", "cerebras:prompt:b"));

        Assert.Null(card.Find("cerebras", "prompt", "a"));
        Assert.Equal(4, card.Find("cerebras", "prompt", "b")!.UnitPrice);
        Assert.Equal(9, card.With(row.Key, row.Terms with { UnitPrice = 9 }).Find("cerebras", "prompt", "a")!.UnitPrice);
    }

    [Fact]
    public void Find_BesideARowThatCannotBeRead_TheOneInForceCounts()
    {
        var spoilt = Row("cerebras:prompt:a", 1, Unreadable.Time);
        var over = Row("cerebras:completion:a", Unreadable.Price, Now.AddDays(-2), Now.AddDays(-1));

        var card = new RateCard(Now, [spoilt, Row("cerebras:prompt:a", 2), over], Fallbacks("cerebras:completion:a"));

        Assert.Equal(2, card.Find("cerebras", "prompt", "a")!.UnitPrice);
        Assert.Equal((1m, PricingSource.Fallback), Told(card.Find("cerebras", "completion", "a")));
    }

    private static (decimal Price, string Source) Told(AppliedRate? rate) => (rate!.UnitPrice, rate.Source);

    private static Dictionary<RateKey, AppliedRate> Fallbacks(params string[] keys) => keys.Select((text, index) => (Key: Key(text), Price: index + 1)).ToDictionary(
        entry => entry.Key,
        entry => new AppliedRate { UnitPrice = entry.Price, PricingType = PricingType.PerToken, Source = PricingSource.Fallback });

    private static RateKey Key(string text) => RateKey.TryParse(text, null, out var key) ? key : throw new FormatException(text);

    private static Rate Row(string text, decimal price, DateTime? from = null, DateTime? to = null, string pricingType = PricingType.PerToken) => new()
    {
        Service = Key(text).Service,
        Operation = Key(text).Operation,
        Model = Key(text).Model,
        UnitPrice = price,
        PricingType = pricingType,
        EffectiveFrom = from ?? DateTime.UnixEpoch,
        EffectiveTo = to,
        CreatedAt = DateTime.UnixEpoch,
    };
}

using FsCheck;
using FsCheck.Fluent;

namespace VoiceOps.Tests.Pricing;

/// <summary>A price of any scale and precision that a decimal can hold, up to 79 dollars.</summary>
public sealed record AnyPrice(decimal Value);

/// <summary>Usage in 10⁻⁶ of its unit, up to ten million units.</summary>
public sealed record AnyUsage(long Micros);

public static class PriceArbitraries
{
    public static Arbitrary<AnyPrice> Prices() => Arb.From(Gen.OneOf(Full(), Round()).Select(value => new AnyPrice(value)));

    public static Arbitrary<AnyUsage> Usages() => Arb.From(
        Gen.OneOf(
            Gen.Choose(0, 1_000),
            Gen.Choose(0, int.MaxValue)).SelectMany(low => Gen.Choose(0, 4_000).Select(high => new AnyUsage(low + (high * (long)int.MaxValue)))));

    // All 96 bits, so that the exact product has far more digits than a decimal keeps.
    private static Gen<decimal> Full() =>
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from middle in Gen.Choose(int.MinValue, int.MaxValue)
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from scale in Gen.Choose(27, 28)
        select new decimal(low, middle, high, isNegative: false, (byte)scale);

    // Prices as people write them, which meet halves exactly.
    private static Gen<decimal> Round() =>
        from digits in Gen.Choose(0, 99_999)
        from scale in Gen.Choose(4, 14)
        select new decimal(digits, 0, 0, isNegative: false, (byte)scale);
}

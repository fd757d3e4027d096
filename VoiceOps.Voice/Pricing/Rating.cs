using System.Numerics;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>Turns usage into money: round-half-even(rate × usage × 10⁹), with exact integers all the way.</summary>
public static class Rating
{
    private const int SecondsPerMinute = 60;

    /// <summary>Nano-USD of usage in its own unit. Deepgram is metered in seconds and priced a minute; everything else is priced in the unit it is metered in.</summary>
    public static long Nanos(AppliedRate rate, string usageUnit, long usageMicros) =>
        usageUnit == UsageUnits.Seconds && rate.PricingType == PricingType.PerMinute
            ? NanosPerMinute(rate.UnitPrice, usageMicros)
            : Nanos(rate.UnitPrice, usageMicros);

    /// <summary>Nano-USD of <paramref name="usageMicros"/> 10⁻⁶ units at <paramref name="unitPrice"/> a unit.</summary>
    public static long Nanos(decimal unitPrice, long usageMicros) => Nanos(unitPrice, usageMicros, divisor: 1);

    /// <summary>Nano-USD of usage metered in 10⁻⁶ seconds at a price a minute; the division by 60 comes last.</summary>
    public static long NanosPerMinute(decimal unitPrice, long secondsMicros) => Nanos(unitPrice, secondsMicros, SecondsPerMinute);

    private static long Nanos(decimal unitPrice, long usageMicros, int divisor)
    {
        // A decimal product keeps 28 digits and rounds beyond them; BigInteger keeps all of any rate's.
        var (unscaled, scale) = Unscaled(unitPrice);
        return checked((long)DivideHalfEven(unscaled * usageMicros * 1_000, BigInteger.Pow(10, scale) * divisor));
    }

    private static (BigInteger Unscaled, int Scale) Unscaled(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (value < 0 ? -magnitude : magnitude, (bits[3] >> 16) & 0xFF);
    }

    private static BigInteger DivideHalfEven(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        var twice = BigInteger.Abs(remainder) * 2;
        var up = twice > divisor || (twice == divisor && !quotient.IsEven);
        return up ? quotient + dividend.Sign : quotient;
    }
}

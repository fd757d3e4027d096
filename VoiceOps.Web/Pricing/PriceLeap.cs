using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>A price so far from the one in force that it may be a slip of the point.</summary>
public static class PriceLeap
{
    private const decimal Far = 100;

    /// <summary>In words for who typed it; null when it is near enough, or there is nothing to hold it against.</summary>
    public static string? Of(decimal? inForce, decimal price) => (inForce, price) switch
    {
        (not > 0, _) => null,
        (_, 0) => "From a price to nothing: all of its use will be free.",
        ({ } now, _) when price >= now * Far => $"{Figures.Count((long)Math.Round(price / now))} times the price in force.",
        ({ } now, _) when price <= now / Far => $"A {Figures.Count((long)Math.Round(now / price))}th of the price in force.",
        _ => null,
    };
}

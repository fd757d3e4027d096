using VoiceOps.Voice.Pricing;

namespace VoiceOps.Web.Pricing;

/// <summary>All that the Pricing page's address says: the rate whose history is open.</summary>
public sealed record PricingAddress(RateKey? Rate = null)
{
    public const string Path = "/pricing";

    public string Href => Rate is { } key ? $"{Path}?rate={Uri.EscapeDataString(key.ToString())}" : Path;

    public static string Open(RateKey key) => new PricingAddress(key).Href;
}

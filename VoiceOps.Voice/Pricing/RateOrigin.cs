namespace VoiceOps.Voice.Pricing;

/// <summary>Whether a rate is the provider's list price or what was negotiated with it.</summary>
public static class RateOrigin
{
    public const string List = "list";
    public const string Negotiated = "negotiated";

    public static IReadOnlyList<string> All { get; } = [List, Negotiated];
}

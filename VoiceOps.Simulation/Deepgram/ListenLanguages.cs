namespace VoiceOps.Simulation.Deepgram;

/// <summary>Which languages the provider's models have. Anything else is refused at the upgrade.</summary>
internal static class ListenLanguages
{
    private const string Countries = "en-AU en-GB en-IN en-NZ";
    private const string Common = "es es-419 fr fr-CA de de-CH it pt pt-BR pt-PT nl nl-BE hi ja ru bg ca cs da da-DK el et fi hu id ko ko-KR lt lv ms no pl ro sk sv sv-SE tr uk vi "
        + "zh zh-CN zh-Hans zh-TW zh-Hant";

    private static readonly HashSet<string> English = Of("");
    private static readonly HashSet<string> AllEnglish = Of(Countries);
    private static readonly HashSet<string> Nova2 = Of($"{Countries} {Common} th th-TH zh-HK multi");
    private static readonly HashSet<string> Nova3 = Of($"{Countries} {Common} be bn bs hr kn mk mr sl sr ta te tl multi");

    /// <param name="language">Null is the provider's own, English.</param>
    public static bool Has(string model, string? language) => (model switch
    {
        "nova-3" or "nova-3-general" => Nova3,
        "nova-2" or "nova-2-general" => Nova2,
        "nova-3-medical" or "nova" or "enhanced" or "base" => AllEnglish,
        _ => English,
    }).Contains(language ?? "en");

    private static HashSet<string> Of(string languages) =>
        new($"en en-US {languages}".Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>The query of <c>multi-stream-input</c>.</summary>
internal sealed record SpeechRequest
{
    private const int DefaultTimeoutSeconds = 20;
    private const int LongestTimeoutSeconds = 180;

    private static readonly string[] Models =
        ["eleven_flash_v2_5", "eleven_flash_v2", "eleven_turbo_v2_5", "eleven_turbo_v2", "eleven_multilingual_v2"];

    private static readonly string[] Languages =
    [
        "en", "es", "fr", "de", "it", "pt", "nl", "hi", "ja", "ru", "ar", "bg", "cs", "da", "el", "fi", "fil", "hr", "hu", "id", "ko", "ms", "no", "pl", "ro",
        "sk", "sv", "ta", "tr", "uk", "vi", "zh",
    ];

    public required string Model { get; init; }

    /// <summary>One that the model does not have, or cannot be held to; null when there is none such.</summary>
    public string? UnsupportedLanguage { get; init; }

    /// <summary>Every text is spoken at once, without waiting for a flush or for enough of it.</summary>
    public required bool AutoMode { get; init; }

    public required TimeSpan InactivityTimeout { get; init; }

    public static (SpeechRequest? Request, string? Problem) Parse(IQueryCollection query)
    {
        var model = query["model_id"].FirstOrDefault() ?? "eleven_multilingual_v2";
        if (!Models.Contains(model))
        {
            return (null, $"Model {model} is not available over websockets.");
        }

        if (query["output_format"].FirstOrDefault() != "ulaw_8000")
        {
            return (null, "Only output_format=ulaw_8000 is made here.");
        }

        var timeout = DefaultTimeoutSeconds;
        if (query["inactivity_timeout"].FirstOrDefault() is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out timeout) || timeout is < 1 or > LongestTimeoutSeconds))
        {
            return (null, $"inactivity_timeout must be 1 to {LongestTimeoutSeconds} seconds.");
        }

        return (new SpeechRequest
        {
            Model = model,
            UnsupportedLanguage = query["language_code"].FirstOrDefault() is { } language && !(model.EndsWith("_v2_5", StringComparison.Ordinal) && Languages.Contains(language)) ? language : null,
            AutoMode = query["auto_mode"].FirstOrDefault() == "true",
            InactivityTimeout = TimeSpan.FromSeconds(timeout),
        }, null);
    }
}

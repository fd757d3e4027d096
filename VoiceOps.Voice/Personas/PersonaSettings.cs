using System.Text.Json.Serialization;

namespace VoiceOps.Voice.Personas;

/// <summary>How a persona converses. One JSON text in <c>personas.settings</c>: a setting that is not in it has the default that stands here.</summary>
public sealed record PersonaSettings
{
    public const int DefaultMaxReplyTokens = 300;
    public const int DefaultReasoningTokens = 500;

    /// <summary>Why the stored text is none that can be read, in words; then nothing else here was chosen by anybody, and no call is answered with it.</summary>
    [JsonIgnore]
    public string? Problem { get; private init; }

    /// <summary>0 to 2; null leaves it to the model.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Tokens of one reply's words.</summary>
    public int MaxReplyTokens { get; init; } = DefaultMaxReplyTokens;

    /// <summary>Tokens that the model may think with before its first word, beside those of the reply; 0 for one that does not think.</summary>
    public int ReasoningTokens { get; init; } = DefaultReasoningTokens;

    /// <summary>What callers speak and the persona answers in (BCP 47).</summary>
    public string Language { get; init; } = "en";

    /// <summary>The model that hears callers; null takes the configured one, or one of the catalog that has the language.</summary>
    public string? TranscriptionModel { get; init; }

    /// <summary>The model that speaks; null as above.</summary>
    public string? SpeechModel { get; init; }

    public SpeechSettings Speech { get; init; } = new();

    public IReadOnlyList<Pronunciation> Pronunciations { get; init; } = [];

    /// <summary>Names and terms that speech to text is told to expect.</summary>
    public IReadOnlyList<string> KeyTerms { get; init; } = [];

    public TurnTakingSettings TurnTaking { get; init; } = new();

    /// <summary>Lets the model end the call by itself.</summary>
    public bool CanEndCall { get; init; }

    /// <summary>The longest call; null takes <c>VoiceOps:MaxCallDuration</c>, which also bounds it.</summary>
    public TimeSpan? MaxDuration { get; init; }

    internal static PersonaSettings Unreadable(string problem) => new() { Problem = problem };
}

using System.Text.Json.Serialization;

namespace VoiceOps.Voice.Personas;

/// <summary>How a persona converses. One JSON text in <c>personas.settings</c>: a setting that is not in it has the default that stands here.</summary>
public sealed record PersonaSettings
{
    public const int DefaultMaxReplyTokens = 300;

    /// <summary>Why the stored text is none that can be read, in words; then nothing else here was chosen by anybody, and no call is answered with it.</summary>
    [JsonIgnore]
    public string? Problem { get; private init; }

    /// <summary>0 to 2; null leaves it to the model.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Tokens of one reply, reasoning included.</summary>
    public int MaxReplyTokens { get; init; } = DefaultMaxReplyTokens;

    /// <summary>What callers speak and the persona answers in (BCP 47).</summary>
    public string Language { get; init; } = "en";

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

namespace VoiceOps.Voice.Personas;

/// <summary>What a persona says and understands by itself, in one language: the defaults, until somebody writes others.</summary>
public sealed partial record LanguageWords
{
    /// <summary>Two letters, such as <c>de</c>.</summary>
    public required string Language { get; init; }

    /// <summary>As the line calls it when it reads a sentence out by itself: with a country.</summary>
    public required string SpokenAs { get; init; }

    public required IReadOnlyList<string> Fillers { get; init; }

    public required string StillThere { get; init; }

    public required string Goodbye { get; init; }

    /// <summary>Before hanging up when a provider stays away.</summary>
    public required string Apology { get; init; }

    /// <summary>When nobody can take the call at all.</summary>
    public required string Unavailable { get; init; }

    /// <summary>When somebody else takes the call over.</summary>
    public required string PutThrough { get; init; }

    /// <summary>When the model has answered without a word.</summary>
    public required string NoAnswer { get; init; }

    /// <summary>When the caller's credit will be used up in a minute.</summary>
    public required string CreditLow { get; init; }

    /// <summary>When the caller has no credit, before the line goes down.</summary>
    public required string CreditEnded { get; init; }

    /// <summary>In place of a number that is withheld.</summary>
    public required string UnknownNumber { get; init; }

    public required IReadOnlyList<string> StopWords { get; init; }

    public required IReadOnlyList<string> Backchannels { get; init; }

    public static LanguageWords English => All[0];

    /// <summary>Those of this language, whatever its country; null when there are none.</summary>
    public static LanguageWords? Find(string language) =>
        All.FirstOrDefault(words => words.Language.Equals(AudioModel.BaseOf(language), StringComparison.OrdinalIgnoreCase));

    /// <summary>Those of this language, else English ones.</summary>
    public static LanguageWords Of(string language) => Find(language) ?? English;
}

using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Words of one language by which the end of what a caller says is told from a pause in it.</summary>
internal sealed partial record EndingWords
{
    public required string Language { get; init; }

    /// <summary>Something follows them always, though a mark stands behind: "and", "the", "um".</summary>
    public required IReadOnlySet<string> NeverLast { get; init; }

    /// <summary>Something follows them as a rule, unless a mark stands behind: "to", "is", "want".</summary>
    public required IReadOnlySet<string> SeldomLast { get; init; }

    /// <summary>Nothing follows them as a rule: "please", "thanks", "yes".</summary>
    public required IReadOnlySet<string> Last { get; init; }

    /// <summary>Answers to a question of yes or no.</summary>
    public required IReadOnlySet<string> Answers { get; init; }

    /// <summary>Digits as words.</summary>
    public required IReadOnlySet<string> Digits { get; init; }

    /// <summary>Words of a question that asks for digits: a number, a code.</summary>
    public required IReadOnlyList<string> AsksForDigits { get; init; }

    /// <summary>Of one that asks for a telephone's.</summary>
    public required IReadOnlyList<string> AsksForTelephone { get; init; }

    /// <summary>Of one that asks how many.</summary>
    public required IReadOnlyList<string> AsksHowMany { get; init; }

    public required IReadOnlyList<string> AsksForSpelling { get; init; }

    /// <summary>Words that a question of yes or no begins with.</summary>
    public required IReadOnlySet<string> AsksYesOrNo { get; init; }

    /// <summary>Of one that anything may answer: "how can I help".</summary>
    public required IReadOnlyList<string> AsksAnything { get; init; }

    /// <summary>Two to twelve as words, for "a four-digit code".</summary>
    public required IReadOnlyList<string> Counts { get; init; }

    public static EndingWords Of(string language) =>
        All.FirstOrDefault(words => words.Language.Equals(AudioModel.BaseOf(language), StringComparison.OrdinalIgnoreCase)) ?? All[0];

    private static HashSet<string> Set(string words) => [.. List(words)];

    private static string[] List(string words) => words.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

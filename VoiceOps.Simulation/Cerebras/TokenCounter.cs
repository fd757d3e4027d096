using System.Text.RegularExpressions;

namespace VoiceOps.Simulation.Cerebras;

/// <summary>The simulated provider's own tokenizer: a word, a punctuation mark, or a part of a long word is a token.</summary>
internal static partial class TokenCounter
{
    private const int TokensPerMessage = 4;
    private const int TokensOfTheAnswer = 3;

    public static IReadOnlyList<string> Split(string text) => [.. Token().Matches(text).Select(match => match.Value)];

    public static int CountPrompt(IEnumerable<ChatMessage> messages) =>
        TokensOfTheAnswer + messages.Sum(message => TokensPerMessage + Token().Count(message.Content));

    [GeneratedRegex(@"\s*(?:\w{1,7}|[^\w\s]|\s+)")]
    private static partial Regex Token();
}

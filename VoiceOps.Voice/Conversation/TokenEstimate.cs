using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// How many tokens a request used, for when the provider never told. The tokenizer is gpt-oss's own; for other models it is
/// near enough for a figure that is marked as estimated.
/// </summary>
internal static class TokenEstimate
{
    // Role, separators and start marks around each message in the chat template.
    private const int TokensAroundMessage = 4;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static long Prompt(IEnumerable<ChatMessage> messages) =>
        messages.Sum(message => (long)Tokenizer.Value.CountTokens(message.Text) + TokensAroundMessage);

    public static long Completion(string text) => Tokenizer.Value.CountTokens(text);
}

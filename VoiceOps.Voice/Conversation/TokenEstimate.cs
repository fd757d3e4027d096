using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// What a request probably used, for a stream that ended before the chunk that tells: exact for gpt-oss as far as it came, close for other
/// models. A row made from it is <c>estimated</c>.
/// </summary>
internal static class TokenEstimate
{
    // <|start|>role<|message|>...<|end|>, and the opening of the answer.
    private const int TokensAroundMessage = 4;
    private const int TokensBeforeAnswer = 3;

    // Loading the vocabulary takes a good part of a second, which only a stream that broke off has to wait for.
    private static readonly Lazy<Tokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static int PromptTokens(IEnumerable<ChatMessage> messages) =>
        TokensBeforeAnswer + messages.Sum(message => TokensAroundMessage + CompletionTokens(message.Text));

    public static int CompletionTokens(string text) => Tokenizer.Value.CountTokens(text);
}

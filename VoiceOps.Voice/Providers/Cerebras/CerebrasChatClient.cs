using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation;
using StreamingChatCompletionUpdate = OpenAI.Chat.StreamingChatCompletionUpdate;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>
/// Cerebras as an <see cref="IChatClient"/>: whatever goes wrong is a <see cref="ProviderException"/> in words, reasoning is a content of its own
/// kind and never of the text, every update carries the request id, and neither the first token nor the next is waited for longer than
/// <paramref name="patience"/>. What was taken is never asked again: that costs money and is the caller's to decide.
/// </summary>
internal sealed class CerebrasChatClient(IChatClient inner, ProviderReporter reporter, TimeSpan patience, TimeProvider time) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        reporter.RequireKey();
        using var waiting = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        await using var updates = base.GetStreamingResponseAsync(messages, options, either.Token).GetAsyncEnumerator(either.Token);
        string? requestId = null;
        var isComplete = false;
        var sending = CerebrasSending.Begin();
        while (await MoveNextAsync(updates, waiting, hasBegun: requestId is not null, sending, cancellationToken))
        {
            var update = updates.Current;
            ThrowIfError(update);
            if (requestId is null)
            {
                reporter.Answered();
            }

            // The last chunk, the one with the usage, comes without an id.
            requestId = update.ResponseId is { Length: > 0 } id ? id : requestId ?? "";
            update.ResponseId = requestId;
            isComplete |= update.FinishReason is not null;
            if (Reasoning(update) is { } thought)
            {
                update.Contents.Add(new TextReasoningContent(thought));
            }

            yield return update;
        }

        if (requestId is null)
        {
            // Nothing at all between 200 and the end: an answer without words, which was taken and may be billed.
            _ = reporter.Failed("sent an empty answer");
            yield return new ChatResponseUpdate { ResponseId = "" };
        }
        else if (!isComplete)
        {
            throw reporter.Failed("dropped the connection in mid-answer", mayBeBilled: true);
        }
    }

    // "delta":{"reasoning":"They greet me."}: the library knows the field by another name only, and keeps what it does not know.
#pragma warning disable SCME0001 // The way to unknown fields may change with the library; a test holds it.
    private static string? Reasoning(ChatResponseUpdate update) =>
        update.RawRepresentation is StreamingChatCompletionUpdate raw && raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? text) ? text : null;
#pragma warning restore SCME0001

    private async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource waiting, bool hasBegun, CerebrasSending sending, CancellationToken cancellationToken)
    {
        try
        {
            waiting.CancelAfter(patience);
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && !sending.IsTaken)
        {
            throw new RequestNotSentException(exception, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw CerebrasFault.From(exception, hasBegun, patience, reporter);
        }
        finally
        {
            // Only the provider's time is measured, not that of whoever reads.
            waiting.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private void ThrowIfError(ChatResponseUpdate update)
    {
        if (CerebrasFault.InStream(update) is var (status, body))
        {
            throw reporter.Refused(status, body);
        }
    }
}

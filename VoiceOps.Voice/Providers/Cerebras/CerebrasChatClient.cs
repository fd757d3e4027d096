using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>
/// Cerebras as an <see cref="IChatClient"/>: whatever goes wrong is a <see cref="ProviderException"/> in words, reasoning is never among
/// the contents, every update carries the request id, and neither the first token nor the next is waited for without end. It never retries:
/// a second try costs money and is the caller's to decide.
/// </summary>
internal sealed class CerebrasChatClient(IChatClient inner, ProviderReporter reporter, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <summary>To the first token, and between two. A caller who hears nothing for longer hangs up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        reporter.RequireKey();
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await using var updates = base.GetStreamingResponseAsync(messages, options, either.Token).GetAsyncEnumerator(either.Token);
        string? requestId = null;
        var isComplete = false;
        while (await MoveNextAsync(updates, patience, hasBegun: requestId is not null, cancellationToken))
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
            update.Contents = [.. update.Contents.Where(content => content is not TextReasoningContent)];
            yield return update;
        }

        if (!isComplete)
        {
            throw reporter.Failed("dropped the connection in mid-answer");
        }
    }

    private async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource patience, bool hasBegun, CancellationToken cancellationToken)
    {
        try
        {
            patience.CancelAfter(Patience);
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw CerebrasFault.From(exception, hasBegun, reporter);
        }
        finally
        {
            // Only the provider's time is measured, not that of whoever reads.
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
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

using System.Text;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// One request to one model. What it used is metered whatever becomes of it: after an interruption the stream is drained briefly for the usage
/// in its last chunk, else the tokens are estimated.
/// </summary>
internal sealed class ModelRequest(IChatClient client, string llmModel, CallMeters meters, TimeProvider time)
{
    public const string EndCallTool = "end_call";
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(500);

    private readonly StringBuilder _generated = new();
    private readonly StringBuilder _thought = new();
    private string? _requestId;
    private bool _isBilled;
    private bool _callsUnknownTool;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    public int GeneratedLength => _generated.Length;

    public bool EndsCall { get; private set; }

    /// <summary>Why there are no words, for an answer that ended without any.</summary>
    public string WordlessBecause =>
        _finish == ChatFinishReason.Length ? TurnFailure.CutOff
        : _finish == ChatFinishReason.ContentFilter ? TurnFailure.Filtered
        : _callsUnknownTool ? TurnFailure.UnknownTool
        : _thought.Length > 0 && string.IsNullOrWhiteSpace(_generated.ToString()) ? TurnFailure.OnlyReasoning
        : TurnFailure.Empty;

    /// <summary>Passes text on as it comes. Throws <see cref="ProviderException"/> when the model fails; an interruption is no failure.</summary>
    public async Task RunAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, Func<string, ValueTask> onText, CancellationToken interruption, CancellationToken callEnded)
    {
        using var request = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var ended = callEnded.Register(() => request.CancelAfter(DrainTime));
        await using var interrupted = interruption.Register(() => request.CancelAfter(DrainTime));
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(messages, options, request.Token))
            {
                _isBilled = true;
                await TakeAsync(update, onText);
            }
        }
        catch (Exception exception) when (request.IsCancellationRequested)
        {
            // Interrupted, or the call is over, and whatever breaks off with it is no fault. A request that was sent is billed even if nothing of the answer came yet.
            _isBilled |= exception is not RequestNotSentException;
        }
        catch (ProviderException fault)
        {
            _isBilled |= fault.MayBeBilled;
            throw;
        }
        finally
        {
            Meter(messages);
        }
    }

    private async ValueTask TakeAsync(ChatResponseUpdate update, Func<string, ValueTask> onText)
    {
        _requestId ??= update.ResponseId;
        _finish = update.FinishReason ?? _finish;
        foreach (var content in update.Contents)
        {
            _usage = (content as UsageContent)?.Details ?? _usage;
            EndsCall |= content is FunctionCallContent { Name: EndCallTool };
            _callsUnknownTool |= content is FunctionCallContent { Name: not EndCallTool };
            _thought.Append((content as TextReasoningContent)?.Text);
        }

        if (update.Text is { Length: > 0 } text)
        {
            _generated.Append(text);
            await onText(text);
        }
    }

    private void Meter(IReadOnlyList<ChatMessage> messages)
    {
        if (_usage is null && !_isBilled)
        {
            return;
        }

        // Without usage it is billed all the same, but the chunk that tells never came.
        PromptTokens = _usage?.InputTokenCount ?? TokenEstimate.PromptTokens(messages);
        CompletionTokens = _usage?.OutputTokenCount ?? TokenEstimate.CompletionTokens(_thought.ToString()) + TokenEstimate.CompletionTokens(_generated.ToString());
        var requestId = string.IsNullOrEmpty(_requestId) ? $"{meters.CallSid}/{Guid.NewGuid():N}" : _requestId;
        meters.Usage.TokensUsed(requestId, llmModel, PromptTokens, CompletionTokens, _usage is null ? UsageBasis.Estimated : UsageBasis.Metered);
    }
}

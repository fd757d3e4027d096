using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// Generates one reply and has it spoken sentence by sentence. What the request used is metered whatever becomes of it:
/// after an interruption the stream is drained briefly for the usage in its last chunk, else the tokens are estimated.
/// </summary>
internal sealed class Reply(IChatClient model, CallMeters meters, TimeProvider time)
{
    private const int MaxOutputTokens = 300;
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(500);

    private readonly StringBuilder _generated = new();
    private readonly SentenceSplitter _sentences = new();
    private string? _requestId;
    private bool _hasBegun;
    private UsageDetails? _usage;
    private ExceptionDispatchInfo? _speechFault;

    /// <summary>Ends when the reply is generated and sent, or given up. Throws <see cref="ProviderException"/> when the model fails.</summary>
    public async Task RunAsync(string llmModel, IReadOnlyList<ChatMessage> messages, Utterance utterance, CancellationToken cancellationToken)
    {
        using var request = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var callEnded = cancellationToken.Register(() => request.CancelAfter(DrainTime));
        await using var interrupted = utterance.Interruption.Register(() => request.CancelAfter(DrainTime));
        var options = new ChatOptions
        {
            ModelId = llmModel,
            MaxOutputTokens = MaxOutputTokens,
            // A caller waits for the first word; thinking at length is not worth the silence.
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        };
        try
        {
            await foreach (var update in model.GetStreamingResponseAsync(messages, options, request.Token))
            {
                await TakeAsync(update, utterance, request, cancellationToken);
            }

            await SpeakAsync(_sentences.Rest(), utterance, request, cancellationToken);
        }
        catch (OperationCanceledException) when (request.IsCancellationRequested)
        {
            // Interrupted, or the call is over. A request that was sent is billed even if nothing of the answer came yet.
            _hasBegun = true;
        }
        finally
        {
            Meter(llmModel, messages);
        }

        _speechFault?.Throw();
    }

    private async Task TakeAsync(ChatResponseUpdate update, Utterance utterance, CancellationTokenSource request, CancellationToken cancellationToken)
    {
        _hasBegun = true;
        _requestId ??= update.ResponseId;
        foreach (var usage in update.Contents.OfType<UsageContent>())
        {
            _usage = usage.Details;
        }

        _generated.Append(update.Text);
        foreach (var sentence in _sentences.Add(update.Text))
        {
            await SpeakAsync(sentence, utterance, request, cancellationToken);
        }
    }

    private async Task SpeakAsync(string sentence, Utterance utterance, CancellationTokenSource request, CancellationToken cancellationToken)
    {
        if (sentence.Length == 0 || cancellationToken.IsCancellationRequested || utterance.IsInterrupted || _speechFault is not null)
        {
            return;
        }

        try
        {
            await utterance.SpeakAsync(sentence, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call is over; the stream is still drained for its usage.
        }
        catch (ProviderException fault)
        {
            _speechFault = ExceptionDispatchInfo.Capture(fault);
            request.CancelAfter(DrainTime);
        }
    }

    private void Meter(string llmModel, IReadOnlyList<ChatMessage> messages)
    {
        if (_usage is not null)
        {
            meters.TokensUsed(RequestId(), llmModel, _usage.InputTokenCount ?? 0, _usage.OutputTokenCount ?? 0);
        }
        else if (_hasBegun)
        {
            // It is billed, but the chunk that tells never came.
            meters.TokensUsed(RequestId(), llmModel, TokenEstimate.PromptTokens(messages), TokenEstimate.CompletionTokens(_generated.ToString()), UsageBasis.Estimated);
        }
    }

    private string RequestId() => string.IsNullOrEmpty(_requestId) ? $"{meters.CallSid}/{Guid.NewGuid():N}" : _requestId;
}

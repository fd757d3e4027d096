using System.Text.Json;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// Has one reply generated and hands it on clause by clause. While nothing of it was handed on, another model may still be asked; after that
/// the caller has heard a part, and a reply that breaks off stays as it is.
/// </summary>
internal sealed class Reply(IChatClient client, ModelChoice models, PersonaSettings settings, CallMeters meters, TimeProvider time)
{
    private static readonly AITool EndCall = AIFunctionFactory.CreateDeclaration(
        ModelRequest.EndCallTool,
        "Ends the phone call. Call it once the caller has said goodbye or wants nothing more; say your own goodbye in the same reply.",
        JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement);

    private readonly ClauseSplitter _clauses = new();
    private readonly List<ModelRequest> _requests = [];
    private bool _hasSpoken;

    public async Task<ReplyResult> RunAsync(
        IReadOnlyList<ChatMessage> messages, TurnTimes times, Func<string, ValueTask> onClause, CancellationToken interruption, CancellationToken callEnded)
    {
        ProviderException? fault = null;
        string? asked = null;
        foreach (var model in models.Attempts)
        {
            if (interruption.IsCancellationRequested || callEnded.IsCancellationRequested)
            {
                break;
            }

            asked = model;
            fault = await AskAsync(model, messages, times, onClause, interruption, callEnded);
            if (fault is null || _hasSpoken)
            {
                break;
            }

            models.Failed(model, fault);
            if (!fault.IsModelUnavailable && !fault.MayPass)
            {
                // A refused key or an empty account is refused for every model.
                break;
            }
        }

        if (_clauses.Rest() is { Length: > 0 } rest)
        {
            await HandOnAsync(rest, onClause);
        }

        return new ReplyResult
        {
            Model = asked,
            PromptTokens = _requests.Sum(request => request.PromptTokens),
            CompletionTokens = _requests.Sum(request => request.CompletionTokens),
            GeneratedLength = _requests.Sum(request => request.GeneratedLength),
            EndsCall = _requests.Exists(request => request.EndsCall),
            Fault = _hasSpoken ? null : fault,
        };
    }

    private async Task<ProviderException?> AskAsync(
        string model, IReadOnlyList<ChatMessage> messages, TurnTimes times, Func<string, ValueTask> onClause, CancellationToken interruption, CancellationToken callEnded)
    {
        var request = new ModelRequest(client, model, meters, time);
        _requests.Add(request);
        try
        {
            await request.RunAsync(messages, Options(model), TakeAsync, interruption, callEnded);
            return null;
        }
        catch (ProviderException exception)
        {
            return exception;
        }

        async ValueTask TakeAsync(string text)
        {
            times.FirstToken ??= meters.Elapsed;
            foreach (var clause in _clauses.Add(text))
            {
                await HandOnAsync(clause, onClause);
            }
        }
    }

    private ValueTask HandOnAsync(string clause, Func<string, ValueTask> onClause)
    {
        _hasSpoken = true;
        return onClause(clause);
    }

    private ChatOptions Options(string model) => new()
    {
        ModelId = model,
        MaxOutputTokens = settings.MaxReplyTokens,
        Temperature = (float?)settings.Temperature,
        // A caller waits for the first word; thinking at length is not worth the silence.
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        Tools = settings.CanEndCall ? [EndCall] : null,
    };
}

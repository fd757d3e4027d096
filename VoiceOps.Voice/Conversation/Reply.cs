using System.Text.Json;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Conversation.Wording;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// Has one reply generated and hands it on clause by clause. While nothing of it was handed on, another model may still be asked, also when the
/// first one answered without a word; after that the caller has heard a part, and a reply that breaks off stays as it is.
/// </summary>
internal sealed class Reply(IChatClient client, ModelChoice models, PersonaSettings settings, SpokenText spoken, CallMeters meters, TimeProvider time)
{
    private static readonly AITool EndCall = AIFunctionFactory.CreateDeclaration(
        ModelRequest.EndCallTool,
        "Ends the phone call. Call it once the caller has said goodbye or wants nothing more; say your own goodbye in the same reply.",
        JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement);

    private readonly ClauseSplitter _clauses = new();
    private readonly List<ModelRequest> _requests = [];
    private bool _hasSpoken;
    private string? _failure;

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
            if (_hasSpoken || _requests[^1].EndsCall || interruption.IsCancellationRequested || callEnded.IsCancellationRequested)
            {
                break;
            }

            if (fault is null or { IsFiltered: true })
            {
                // Without a word the caller hears nothing at all: asked again at once, and the next one may have room that this one lacked.
                (_failure, fault) = (fault is null ? _requests[^1].WordlessBecause : TurnFailure.Filtered, null);
                continue;
            }

            models.Failed(model, fault);
            if (!fault.IsModelUnavailable && !fault.MayPass)
            {
                // A refused key or an empty account is refused for every model.
                break;
            }
        }

        // A second try that failed after an answer without words is no provider that stays away: the call goes on.
        fault = _hasSpoken || _failure is not null ? null : fault;
        return new ReplyResult
        {
            Model = asked,
            PromptTokens = _requests.Sum(request => request.PromptTokens),
            CompletionTokens = _requests.Sum(request => request.CompletionTokens),
            GeneratedLength = _requests.Sum(request => request.GeneratedLength),
            EndsCall = _requests.Exists(request => request.EndsCall),
            HasWords = _hasSpoken,
            Failure = _failure ?? (fault is null ? null : TurnFailure.Provider),
            Fault = fault,
        };
    }

    private async Task<ProviderException?> AskAsync(
        string model, IReadOnlyList<ChatMessage> messages, TurnTimes times, Func<string, ValueTask> onClause, CancellationToken interruption, CancellationToken callEnded)
    {
        var request = new ModelRequest(client, model, meters, time);
        _requests.Add(request);
        ProviderException? fault = null;
        try
        {
            await request.RunAsync(messages, Options(model), TakeAsync, interruption, callEnded);
        }
        catch (ProviderException exception)
        {
            fault = exception;
        }

        await HandOnAsync(_clauses.Rest(), onClause);
        return fault;

        async ValueTask TakeAsync(string text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                times.FirstToken ??= meters.Elapsed;
            }

            foreach (var clause in _clauses.Add(text))
            {
                await HandOnAsync(clause, onClause);
            }
        }
    }

    /// <summary>What cannot be spoken (marks, pictures, empty lines) is no word: a reply of nothing else is one without words.</summary>
    private async ValueTask HandOnAsync(string clause, Func<string, ValueTask> onClause)
    {
        if (clause.Length > 0 && spoken.Of(clause).Length > 0)
        {
            _hasSpoken = true;
            await onClause(clause);
        }
    }

    private ChatOptions Options(string model) => new()
    {
        ModelId = model,
        // Reasoning counts within the limit. One that was cut off before its first word is given twice the room.
        MaxOutputTokens = settings.MaxReplyTokens + (settings.ReasoningTokens * (_failure == TurnFailure.CutOff ? 2 : 1)),
        Temperature = (float?)settings.Temperature,
        // A caller waits for the first word; thinking at length is not worth the silence.
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        Tools = settings.CanEndCall && _failure != TurnFailure.UnknownTool ? [EndCall] : null,
    };
}

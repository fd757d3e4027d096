using System.Text;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Testing;

/// <summary>One chat with one model: a test call that has only tokens. Ends when it is disposed.</summary>
internal sealed class TextChat : IAsyncDisposable
{
    private static readonly TimeSpan CommitTime = TimeSpan.FromSeconds(2);

    private readonly ConversationScript _script;
    private readonly CallMeters _meters;
    private readonly IChatClient _model;
    private readonly TimeProvider _time;
    private readonly Dialogue _dialogue;
    private readonly CancellationTokenSource _ended = new();
    private Task _answering = Task.CompletedTask;

    public TextChat(ConversationScript script, CallMeters meters, IChatClient model, TimeProvider time)
    {
        (_script, _meters, _model, _time) = (script, meters, model, time);
        _dialogue = new Dialogue(script.SystemPrompt);
        _dialogue.AgentSaid(script.Greeting);
    }

    public string Model => _script.LlmModel;

    /// <summary>As its variables were filled in.</summary>
    public string Greeting => _script.Greeting;

    public long CallId => _meters.CallId;

    /// <summary>What all replies have cost; null while one of them has no price.</summary>
    public Money? Cost => _meters.Read() is { UnpricedServices.Count: 0 } figures ? figures.Cost : null;

    /// <summary>Answers, passing the text on as it comes. Throws <see cref="ProviderException"/> when the model fails.</summary>
    public Task<ChatReply> SayAsync(string words, Func<string, ValueTask> onText)
    {
        var answering = AnswerAsync(words, onText);
        _answering = answering;
        return answering;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        // A request that is broken off tells what it used first.
        await _answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _meters.StopClock();
        _meters.End(() => new CallClosed(_meters.CallId, new CallClosing
        {
            Status = CallStatus.Completed,
            EndedReason = EndedReason.CallerHangup,
            MissingUsage = MissingUsage.ExplainAll("a chat, without anybody's voice", ServiceNames.Twilio, ServiceNames.Deepgram, ServiceNames.ElevenLabs),
            EndedAt = _meters.AnsweredAt + _meters.Elapsed,
            DurationSeconds = _meters.DurationSeconds,
        }));
        // So that who reads next finds it; a store that is away must not hold up a page.
        await _meters.Settled.WaitAsync(CommitTime, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task<ChatReply> AnswerAsync(string words, Func<string, ValueTask> onText)
    {
        _dialogue.CallerSaid(words);
        var (text, before, began) = (new StringBuilder(), Cost, _time.GetTimestamp());
        TimeSpan? first = null;
        var request = new ModelRequest(_model, Model, _meters, _time);
        await request.RunAsync(_dialogue.Messages(), Options(), async piece =>
        {
            first ??= _time.GetElapsedTime(began);
            text.Append(piece);
            await onText(piece);
        }, _ended.Token, _ended.Token);
        _dialogue.AgentSaid(text.ToString());
        return new ChatReply
        {
            Text = text.ToString(),
            FirstToken = first,
            Whole = _time.GetElapsedTime(began),
            PromptTokens = request.PromptTokens,
            CompletionTokens = request.CompletionTokens,
            Cost = Cost is { } after && before is { } earlier ? after - earlier : null,
        };
    }

    private ChatOptions Options() => new()
    {
        ModelId = Model,
        MaxOutputTokens = _script.Settings.MaxReplyTokens + _script.Settings.ReasoningTokens,
        Temperature = (float?)_script.Settings.Temperature,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
    };
}

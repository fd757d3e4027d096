using Microsoft.Extensions.AI;

namespace VoiceOps.Voice.Conversation;

/// <summary>What both sides have said: the model is told what the caller heard, not what was generated.</summary>
internal sealed class Dialogue(string systemPrompt)
{
    // Goes to the model once and is not kept.
    private const string NothingSaid = "[The caller made a sound but said nothing. Go on from where you were interrupted.]";

    private readonly List<ChatMessage> _messages = [new(ChatRole.System, systemPrompt)];

    public void AgentSaid(string text) => Add(ChatRole.Assistant, text);

    public void CallerSaid(string text) => Add(ChatRole.User, text);

    /// <summary>The messages of the next request.</summary>
    public IReadOnlyList<ChatMessage> Messages() =>
        _messages[^1].Role == ChatRole.User ? [.. _messages] : [.. _messages, new ChatMessage(ChatRole.User, NothingSaid)];

    private void Add(ChatRole role, string text)
    {
        if (text.Length > 0)
        {
            _messages.Add(new ChatMessage(role, text));
        }
    }
}

using Microsoft.Extensions.AI;

namespace VoiceOps.Voice.Conversation;

/// <summary>What both sides have said: the model is told what the caller heard, not what was generated.</summary>
internal sealed class Dialogue(string systemPrompt)
{
    private readonly List<ChatMessage> _messages = [new(ChatRole.System, systemPrompt)];

    public void AgentSaid(string text) => Add(ChatRole.Assistant, text);

    public void CallerSaid(string text) => Add(ChatRole.User, text);

    /// <summary>The messages of the next request.</summary>
    public IReadOnlyList<ChatMessage> Messages() => [.. _messages];

    private void Add(ChatRole role, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        // A caller who went on before anything was answered has said one thing, not two.
        if (_messages[^1] is { } last && last.Role == role)
        {
            _messages[^1] = new ChatMessage(role, $"{last.Text} {text}");
        }
        else
        {
            _messages.Add(new ChatMessage(role, text));
        }
    }
}

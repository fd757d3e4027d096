using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Voice.Conversation;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>One column of a chat.</summary>
internal sealed class ChatSide : IAsyncDisposable
{
    private readonly TextChat _chat;
    private readonly List<ChatLine> _lines = [];

    public ChatSide(TextChat chat)
    {
        _chat = chat;
        if (chat.Greeting.Length > 0)
        {
            _lines.Add(new ChatLine { IsDesigner = false, Text = chat.Greeting });
        }
    }

    public string Model => _chat.Model;

    public decimal? Cost => _chat.Cost?.Dollars;

    public IReadOnlyList<ChatLine> Lines => _lines;

    public string? Problem { get; private set; }

    public async Task SayAsync(string words, Func<Task> changed)
    {
        Problem = null;
        var answer = new ChatLine { IsDesigner = false, Text = "" };
        _lines.AddRange([new ChatLine { IsDesigner = true, Text = words }, answer]);
        try
        {
            var reply = await _chat.SayAsync(words, async piece =>
            {
                answer.Text += piece;
                await changed();
            });
            answer.Figures = $"first word after {Figures.Count((long)(reply.FirstToken ?? reply.Whole).TotalMilliseconds)} ms, all after "
                + $"{Figures.Count((long)reply.Whole.TotalMilliseconds)} ms · "
                + $"{Figures.Count(reply.PromptTokens)} + {Figures.Count(reply.CompletionTokens)} tokens · "
                + $"{(reply.Cost is { } cost ? Figures.Dollars(cost) : "unpriced")}";
        }
        catch (ProviderException fault)
        {
            _lines.Remove(answer);
            Problem = fault.Message;
        }
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();
}

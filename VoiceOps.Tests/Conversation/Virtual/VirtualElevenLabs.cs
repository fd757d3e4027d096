using System.Text;
using System.Text.Json;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>ElevenLabs' multi-context socket: speaks every text 100 ms after it came, each character as 60 ms of its own code, aligned.</summary>
internal sealed class VirtualElevenLabs
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);
    private const int MillisecondsPerCharacter = 60;

    private readonly Lock _gate = new();
    private readonly VirtualTime _time;
    private readonly List<(TimeSpan Due, string Context, string? Text)> _due = [];
    private readonly HashSet<string> _closed = [];
    private WebSocketPeer? _peer;
    private InMemoryWebSocketPair? _pair;

    public VirtualElevenLabs(VirtualTime time)
    {
        _time = time;
        time.Ticked += Speak;
    }

    public Exception? Refusal { get; set; }

    /// <summary>Takes text and never speaks.</summary>
    public bool IsMute { get; set; }

    /// <summary>Never tells the end of a context.</summary>
    public bool ForgetsTheEnd { get; set; }

    /// <summary>Every text that was sent, in order.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Unicode code points, as the provider bills them.</summary>
    public int Characters { get; private set; }

    public Task<WebSocketConnection> ConnectAsync()
    {
        if (Refusal is not null)
        {
            return Task.FromException<WebSocketConnection>(Refusal);
        }

        _pair = new InMemoryWebSocketPair();
        _peer = _pair.Peer;
        _ = ListenAsync(_peer);
        return Task.FromResult(new WebSocketConnection(_pair.Client, new Dictionary<string, string>()));
    }

    public void Drop() => _pair!.Drop();

    private async Task ListenAsync(WebSocketPeer peer)
    {
        while (await peer.ReceiveAsync() is { } message)
        {
            using var json = JsonDocument.Parse(message.Data);
            if (json.RootElement.TryGetProperty("close_socket", out _))
            {
                await peer.CloseAsync();
                return;
            }

            Take(json.RootElement);
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("context_id", out var id))
        {
            return;
        }

        lock (_gate)
        {
            var context = id.GetString()!;
            if (message.TryGetProperty("close_context", out _))
            {
                _due.Add((_time.Now + Delay, context, null));
                return;
            }

            var text = message.GetProperty("text").GetString()!;
            if (text is not (" " or ""))
            {
                Texts.Add(text.TrimEnd());
                Characters += text.EnumerateRunes().Count();
                _due.Add((_time.Now + Delay, context, text));
            }
        }
    }

    private void Speak()
    {
        lock (_gate)
        {
            foreach (var (due, context, text) in _due.Where(entry => entry.Due <= _time.Now).ToList())
            {
                _due.Remove((due, context, text));
                if (IsMute || _closed.Contains(context))
                {
                    continue;
                }

                if (text is null)
                {
                    _closed.Add(context);
                    _ = ForgetsTheEnd ? Task.CompletedTask : _peer!.SendAsync($$"""{"isFinal":true,"contextId":"{{context}}"}""");
                }
                else
                {
                    _ = _peer!.SendAsync(Frame(context, text));
                }
            }
        }
    }

    private static string Frame(string context, string text)
    {
        var audio = Encoding.ASCII.GetBytes(text).SelectMany(code => Enumerable.Repeat(code, VirtualLine.BytesPerCharacter)).ToArray();
        return JsonSerializer.Serialize(new
        {
            audio = Convert.ToBase64String(audio),
            isFinal = false,
            alignment = new
            {
                charStartTimesMs = Enumerable.Range(0, text.Length).Select(index => index * MillisecondsPerCharacter),
                charsDurationsMs = Enumerable.Repeat(MillisecondsPerCharacter, text.Length),
                chars = text.Select(character => character.ToString()),
            },
            contextId = context,
        });
    }
}

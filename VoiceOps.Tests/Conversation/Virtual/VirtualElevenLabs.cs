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
    private const int CharactersPerFrame = 2;

    private readonly Lock _gate = new();
    private readonly VirtualTime _time;
    private readonly List<(TimeSpan Due, string Context, string? Text)> _due = [];
    private readonly HashSet<string> _closed = [];
    private TimeSpan? _dropsAt;
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

    /// <summary>How the speech of a text is told to be of its characters.</summary>
    public VirtualTiming Timing { get; set; }

    /// <summary>The connection breaks behind so many frames, once; null: it holds.</summary>
    public int? DropsAfterFrames { get; set; }

    /// <summary>The error with which text for a context is refused, and nothing else; null takes it.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>A language that no model has.</summary>
    public string? RefusedLanguage { get; set; }

    public int Connections { get; private set; }

    /// <summary>Addresses that were dialed.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>Every text that was sent, in order.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Unicode code points, as the provider bills them.</summary>
    public int Characters { get; private set; }

    public Task<WebSocketConnection> ConnectAsync(Uri address)
    {
        Connections++;
        Queries.Add(address.Query);
        if (Refusal is not null)
        {
            return Task.FromException<WebSocketConnection>(Refusal);
        }

        _pair = new InMemoryWebSocketPair();
        _peer = _pair.Peer;
        _ = RefusedLanguage is { } language && address.Query.Contains($"language_code={language}", StringComparison.Ordinal) ? RefuseAsync(_peer, language) : ListenAsync(_peer);
        return Task.FromResult(new WebSocketConnection(_pair.Client, new Dictionary<string, string>()));
    }

    public void Drop() => _pair!.Drop();

    // At once after the opening, as the provider does; what came meanwhile is not spoken.
    private static async Task RefuseAsync(WebSocketPeer peer, string language)
    {
        await peer.ReceiveAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync($$"""{"message":"Unsupported language {{language}}","error":"unsupported_language","code":1008}""");
        await peer.CloseAsync();
    }

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
            if (text is not (" " or "") && Refuses(context) is { } error)
            {
                _ = _peer!.SendAsync($$"""{"context_id":"{{context}}","error":"{{error}}","message":"It was refused."}""");
            }
            else if (text is not (" " or ""))
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
            if (_dropsAt <= _time.Now)
            {
                _dropsAt = null;
                _closed.Clear();
                Drop();
            }

            foreach (var (due, context, text) in _due.Where(entry => entry.Due <= _time.Now).ToList())
            {
                _due.Remove((due, context, text));
                if (_dropsAt is not null || IsMute || _closed.Contains(context))
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
                    SendSpeech(context, text);
                }
            }
        }
    }

    private void SendSpeech(string context, string text)
    {
        var audio = Encoding.ASCII.GetBytes(text).SelectMany(code => Enumerable.Repeat(code, VirtualLine.BytesPerCharacter)).ToArray();
        if (Timing == VirtualTiming.Told)
        {
            _ = _peer!.SendAsync(Frame(context, audio, text));
            return;
        }

        var perFrame = VirtualLine.BytesPerCharacter * CharactersPerFrame;
        for (var (start, peer) = (0, _peer!); start < audio.Length; start += perFrame)
        {
            var from = start / VirtualLine.BytesPerCharacter;
            var until = Math.Min(text.Length, from + CharactersPerFrame);
            _ = peer.SendAsync(Frame(context, audio[start..Math.Min(audio.Length, start + perFrame)], Timing switch
            {
                VirtualTiming.Repeated => text[..Math.Min(text.Length, CharactersPerFrame)],
                VirtualTiming.Growing => text[..until],
                VirtualTiming.AllAtOnce => start == 0 ? text : null,
                VirtualTiming.OfOtherText => "zzz",
                _ => null,
            }));
            if (DropsAfterFrames is { } left && (DropsAfterFrames = left - 1) == 0)
            {
                // What was sent before must be read first.
                DropsAfterFrames = null;
                _due.Clear();
                _dropsAt = _time.Now + Delay;
                return;
            }
        }
    }

    private static string Frame(string context, byte[] audio, string? text) => JsonSerializer.Serialize(new
    {
        audio = Convert.ToBase64String(audio),
        isFinal = false,
        alignment = text is null ? null : new
        {
            charStartTimesMs = Enumerable.Range(0, text.Length).Select(index => index * MillisecondsPerCharacter),
            charsDurationsMs = Enumerable.Repeat(MillisecondsPerCharacter, text.Length),
            chars = text.Select(character => character.ToString()),
        },
        contextId = context,
    });
}

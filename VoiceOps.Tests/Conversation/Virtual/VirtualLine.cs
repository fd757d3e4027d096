using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using VoiceOps.Tests.Fakes;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>
/// Twilio's end of a media stream: sends a frame every 20 ms, plays what it is sent in order, and returns the marks of what was played or
/// cleared. The voice of these tests speaks each character as 60 ms of that character's own code, so what was played can be read.
/// </summary>
internal sealed class VirtualLine
{
    public const int BytesPerCharacter = 480;
    private const int FrameBytes = 160;
    private const string StreamSid = "MZ1";
    private static readonly string Silence = Convert.ToBase64String(Enumerable.Repeat((byte)0xFF, FrameBytes).ToArray());

    private readonly Lock _gate = new();
    private readonly WebSocketPeer _peer;
    private readonly VirtualTime _time;
    private readonly Queue<byte> _buffer = [];
    private readonly Queue<(long After, string Name)> _marks = [];
    private readonly List<byte> _played = [];
    private long _received;
    private long _sequence = 1;
    private TimeSpan _lastPlayedAt;

    public VirtualLine(WebSocket socket, VirtualTime time)
    {
        (_peer, _time) = (new WebSocketPeer(socket), time);
        time.Ticked += Tick;
    }

    /// <summary>Marks are swallowed, as by a network that loses them.</summary>
    public bool LosesMarks { get; set; }

    /// <summary>Neither audio nor marks come any more.</summary>
    public bool IsDead { get; set; }

    public bool HasHungUp { get; private set; }

    public int Clears { get; private set; }

    public List<TimeSpan> ClearedAt { get; } = [];

    public int MarkCount { get; private set; }

    /// <summary>When the first sound after a silence was played.</summary>
    public List<TimeSpan> SpokeAt { get; } = [];

    public bool IsPlaying
    {
        get
        {
            lock (_gate)
            {
                return _buffer.Count > 0;
            }
        }
    }

    /// <summary>All that was played, in whole characters.</summary>
    public string Heard
    {
        get
        {
            lock (_gate)
            {
                var text = new StringBuilder();
                for (var start = 0; start < _played.Count;)
                {
                    var end = start;
                    while (end < _played.Count && _played[end] == _played[start])
                    {
                        end++;
                    }

                    text.Append((char)_played[start], (int)Math.Round((end - start) / (double)BytesPerCharacter));
                    start = end;
                }

                return text.ToString().Trim();
            }
        }
    }

    public async Task StartAsync(string callSid, string token)
    {
        await _peer.SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        await _peer.SendAsync($$$"""
            {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"{{{StreamSid}}}","callSid":"{{{callSid}}}","tracks":["inbound"],
            "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":"{{{token}}}"}},"streamSid":"{{{StreamSid}}}"}
            """);
        _ = ListenAsync();
    }

    public Task HangUpAsync() => SendAsync("stop", """ "stop":{"accountSid":"AC1","callSid":"CA1"} """);

    public Task PressAsync(char key) => SendAsync("dtmf", $$""" "dtmf":{ "track":"inbound_track","digit":"{{key}}" } """);

    private async Task ListenAsync()
    {
        while (await _peer.ReceiveAsync() is { } message)
        {
            using var json = JsonDocument.Parse(message.Data);
            Take(json.RootElement);
        }

        HasHungUp = true;
        await _peer.CloseAsync();
    }

    private void Take(JsonElement message)
    {
        lock (_gate)
        {
            switch (message.GetProperty("event").GetString())
            {
                case "media":
                    foreach (var sample in message.GetProperty("media").GetProperty("payload").GetBytesFromBase64())
                    {
                        _buffer.Enqueue(sample);
                        _received++;
                    }

                    break;
                case "mark":
                    MarkCount++;
                    _marks.Enqueue((_received, message.GetProperty("mark").GetProperty("name").GetString()!));
                    break;
                case "clear":
                    Clears++;
                    ClearedAt.Add(_time.Now);
                    _received -= _buffer.Count;
                    _buffer.Clear();
                    ReturnMarks(all: true);
                    break;
            }
        }
    }

    private void Tick()
    {
        if (IsDead || HasHungUp)
        {
            return;
        }

        _ = SendAsync("media", $$""" "media":{ "track":"inbound","chunk":"{{_sequence}}","timestamp":"{{(long)_time.Now.TotalMilliseconds}}","payload":"{{Silence}}" } """);
        lock (_gate)
        {
            if (_buffer.Count > 0 && (_played.Count == 0 || _lastPlayedAt < _time.Now - VirtualTime.Frame))
            {
                SpokeAt.Add(_time.Now);
            }

            for (var played = 0; played < FrameBytes && _buffer.TryDequeue(out var sample); played++)
            {
                _played.Add(sample);
                _lastPlayedAt = _time.Now;
            }

            ReturnMarks(all: false);
        }
    }

    private void ReturnMarks(bool all)
    {
        while (_marks.TryPeek(out var mark) && (all || mark.After <= _received - _buffer.Count))
        {
            _marks.Dequeue();
            if (!LosesMarks)
            {
                _ = SendAsync("mark", $$""" "mark":{ "name":"{{mark.Name}}" } """);
            }
        }
    }

    private Task SendAsync(string name, string body)
    {
        var sequence = Interlocked.Increment(ref _sequence).ToString(CultureInfo.InvariantCulture);
        return _peer.SendAsync($$"""{ "event":"{{name}}","sequenceNumber":"{{sequence}}","streamSid":"{{StreamSid}}",{{body}} }""");
    }
}

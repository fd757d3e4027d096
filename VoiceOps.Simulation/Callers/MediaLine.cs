using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Simulation.Callers;

/// <summary>
/// One media stream as Twilio runs it: 20 ms of the caller to the host at each tick, the host's audio played in real time.
/// Hundreds of them run in one process, so that a frame has neither a timer nor memory of its own.
/// </summary>
internal sealed class MediaLine
{
    private readonly SimulatedSocket _socket;
    private readonly CallerMouth _mouth;
    private readonly string _accountSid;
    private readonly string _callSid;
    private readonly LineTick _tick;
    private readonly LineProbe? _probe;
    private readonly string _streamSid = "MZ" + Guid.NewGuid().ToString("N");
    private readonly List<string> _marks = [];
    private readonly Lock _marking = new();
    private readonly SemaphoreSlim _ordering = new(1, 1);
    private readonly ArrayBufferWriter<byte> _message = new(512);
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _stamped = new byte[MuLaw.FrameBytes];
    private long _sequence;

    /// <param name="probe">Given when a load test measures this line: stamps what the caller sends, and reads the stamps of what it gets.</param>
    public MediaLine(SimulatedSocket socket, CallerMouth mouth, string accountSid, string callSid, LineClock clock, LineProbe? probe = null)
    {
        (_socket, _mouth, _accountSid, _callSid, _tick, _probe) = (socket, mouth, accountSid, callSid, new LineTick(clock), probe);

        // As Twilio writes it: the default encoder would turn the + of base64 into an escape.
        _json = new Utf8JsonWriter(_message, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public LinePlayback Playback { get; } = new();

    public long FramesSent { get; private set; }

    public IReadOnlyList<string> Marks
    {
        get
        {
            lock (_marking)
            {
                return [.. _marks];
            }
        }
    }

    public async Task StartAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(new { @event = "connected", protocol = "Call", version = "1.0.0" }, cancellationToken);
        await SendAsync("start", parameters, WriteStart, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => SendAsync("stop", 0, WriteStop, cancellationToken);

    /// <summary>Speaks and plays until the caller is done or <paramref name="longest"/> has passed.</summary>
    public async Task TalkAsync(TimeSpan? longest, CancellationToken cancellationToken)
    {
        var started = _tick.Clock.Now;
        for (var frame = 0L; !_mouth.IsDone; frame++)
        {
            // Due times come from the start, so a late tick is caught up with and nothing drifts.
            var due = frame * MuLaw.FrameTime;
            if (due >= longest)
            {
                return;
            }

            await _tick.UntilAsync(started + due);
            cancellationToken.ThrowIfCancellationRequested();
            _probe?.Ticked(_tick.Clock.Now - started - due);

            var (sound, marks) = Playback.PlayFrame();
            await ReturnAsync(marks, cancellationToken);
            var wasSpeaking = _mouth.IsSpeaking;
            var audio = _mouth.Next(sound);
            if (wasSpeaking && !_mouth.IsSpeaking)
            {
                _probe?.FellSilent();
            }

            FramesSent = frame + 1;
            await SendAsync("media", _probe is null || _mouth.IsSpeaking ? audio : Stamp(audio), WriteMedia, cancellationToken);
        }
    }

    /// <summary>Takes what the host sends, until it closes.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (await _socket.ReceiveAsync(cancellationToken) is { } message)
        {
            using var json = JsonDocument.Parse(message.Bytes);
            var root = json.RootElement;
            if (!root.GetProperty("streamSid").ValueEquals(_streamSid))
            {
                continue;
            }

            switch (root.GetProperty("event").GetString())
            {
                case "media":
                    var audio = root.GetProperty("media").GetProperty("payload").GetBytesFromBase64();
                    var wasDry = Playback.Audio(audio.Length);
                    _probe?.Received(audio, wasDry);
                    break;
                case "mark":
                    var name = root.GetProperty("mark").GetProperty("name").GetString()!;
                    await ReturnAsync(Playback.Mark(name) ? [name] : [], cancellationToken);
                    break;
                case "clear":
                    _probe?.Cleared();
                    await ReturnAsync(Playback.Clear(), cancellationToken);
                    break;
            }
        }
    }

    private ReadOnlyMemory<byte> Stamp(ReadOnlyMemory<byte> audio)
    {
        audio.CopyTo(_stamped);
        FrameStamp.Write(_stamped, _probe!.Number, FrameStamp.Now);
        return _stamped;
    }

    private async Task ReturnAsync(IReadOnlyList<string> marks, CancellationToken cancellationToken)
    {
        foreach (var name in marks)
        {
            lock (_marking)
            {
                _marks.Add(name);
            }

            await SendAsync("mark", name, WriteMark, cancellationToken);
        }
    }

    // Two loops send; numbers must go out in order.
    private async Task SendAsync<T>(string name, T content, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        await _ordering.WaitAsync(cancellationToken);
        try
        {
            _message.ResetWrittenCount();
            _json.Reset();
            _json.WriteStartObject();
            _json.WriteString("event"u8, name);
            WriteNumber(_json, "sequenceNumber"u8, ++_sequence);
            _json.WriteStartObject(name);
            write(_json, content);
            _json.WriteEndObject();
            _json.WriteString("streamSid"u8, _streamSid);
            _json.WriteEndObject();
            _json.Flush();
            await _socket.SendTextAsync(_message.WrittenMemory, cancellationToken);
        }
        finally
        {
            _ordering.Release();
        }
    }

    private void WriteStart(Utf8JsonWriter json, IReadOnlyDictionary<string, string> parameters)
    {
        WriteStop(json, 0);
        json.WriteString("streamSid"u8, _streamSid);
        json.WriteStartArray("tracks"u8);
        json.WriteStringValue("inbound"u8);
        json.WriteEndArray();
        json.WriteStartObject("mediaFormat"u8);
        json.WriteString("encoding"u8, "audio/x-mulaw"u8);
        json.WriteNumber("sampleRate"u8, MuLaw.BytesPerSecond);
        json.WriteNumber("channels"u8, 1);
        json.WriteEndObject();
        json.WriteStartObject("customParameters"u8);
        foreach (var (name, value) in parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private void WriteStop(Utf8JsonWriter json, int _)
    {
        json.WriteString("accountSid"u8, _accountSid);
        json.WriteString("callSid"u8, _callSid);
    }

    private void WriteMedia(Utf8JsonWriter json, ReadOnlyMemory<byte> audio)
    {
        json.WriteString("track"u8, "inbound"u8);
        WriteNumber(json, "chunk"u8, FramesSent);
        WriteNumber(json, "timestamp"u8, (long)((FramesSent - 1) * MuLaw.FrameTime).TotalMilliseconds);
        json.WriteBase64String("payload"u8, audio.Span);
    }

    private static void WriteMark(Utf8JsonWriter json, string name) => json.WriteString("name"u8, name);

    // Numbers are strings in Twilio's messages.
    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        json.WriteString(name, digits[..length]);
    }
}

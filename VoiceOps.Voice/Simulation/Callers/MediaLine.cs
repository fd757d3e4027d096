using System.Globalization;
using System.Text.Json;
using VoiceOps.Voice.Simulation.Audio;

namespace VoiceOps.Voice.Simulation.Callers;

/// <summary>One media stream as Twilio runs it: 20 ms of the caller to the host at each tick, the host's audio played in real time.</summary>
internal sealed class MediaLine(SimulatedSocket socket, CallerMouth mouth, string accountSid, string callSid, TimeProvider time)
{
    private readonly string _streamSid = "MZ" + Guid.NewGuid().ToString("N");
    private readonly List<string> _marks = [];
    private readonly Lock _numbering = new();
    private readonly SemaphoreSlim _ordering = new(1, 1);
    private int _sequence;

    public LinePlayback Playback { get; } = new();

    public long FramesSent { get; private set; }

    public IReadOnlyList<string> Marks
    {
        get
        {
            lock (_numbering)
            {
                return [.. _marks];
            }
        }
    }

    public async Task StartAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        await socket.SendAsync(new { @event = "connected", protocol = "Call", version = "1.0.0" }, cancellationToken);
        await SendAsync(sequenceNumber => new
        {
            @event = "start",
            sequenceNumber,
            start = new
            {
                accountSid,
                streamSid = _streamSid,
                callSid,
                tracks = new[] { "inbound" },
                mediaFormat = new { encoding = "audio/x-mulaw", sampleRate = MuLaw.BytesPerSecond, channels = 1 },
                customParameters = parameters,
            },
            streamSid = _streamSid,
        }, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => SendAsync(
        sequenceNumber => new { @event = "stop", sequenceNumber, stop = new { accountSid, callSid }, streamSid = _streamSid }, cancellationToken);

    /// <summary>Speaks and plays until the caller is done or <paramref name="longest"/> has passed.</summary>
    public async Task TalkAsync(TimeSpan? longest, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var frame = 0L; !mouth.IsDone; frame++)
        {
            // Due times come from the start, so a late tick is caught up with and nothing drifts.
            var due = frame * MuLaw.FrameTime;
            if (due >= longest)
            {
                return;
            }

            var early = due - time.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, time, cancellationToken);
            }

            var (sound, marks) = Playback.PlayFrame();
            await ReturnAsync(marks, cancellationToken);
            await SendFrameAsync(mouth.Next(sound), frame, cancellationToken);
        }
    }

    /// <summary>Takes what the host sends, until it closes.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (await socket.ReceiveAsync(cancellationToken) is { } message)
        {
            using var json = JsonDocument.Parse(message.Bytes);
            var root = json.RootElement;
            if (root.GetProperty("streamSid").GetString() != _streamSid)
            {
                continue;
            }

            switch (root.GetProperty("event").GetString())
            {
                case "media":
                    Playback.Audio(root.GetProperty("media").GetProperty("payload").GetBytesFromBase64().Length);
                    break;
                case "mark":
                    var name = root.GetProperty("mark").GetProperty("name").GetString()!;
                    await ReturnAsync(Playback.Mark(name) ? [name] : [], cancellationToken);
                    break;
                case "clear":
                    await ReturnAsync(Playback.Clear(), cancellationToken);
                    break;
            }
        }
    }

    private Task SendFrameAsync(ReadOnlyMemory<byte> audio, long frame, CancellationToken cancellationToken)
    {
        FramesSent = frame + 1;
        return SendAsync(sequenceNumber => new
        {
            @event = "media",
            sequenceNumber,
            media = new
            {
                track = "inbound",
                chunk = Text(frame + 1),
                timestamp = Text((long)(frame * MuLaw.FrameTime).TotalMilliseconds),
                payload = Convert.ToBase64String(audio.Span),
            },
            streamSid = _streamSid,
        }, cancellationToken);
    }

    private async Task ReturnAsync(IReadOnlyList<string> marks, CancellationToken cancellationToken)
    {
        foreach (var name in marks)
        {
            lock (_numbering)
            {
                _marks.Add(name);
            }

            await SendAsync(sequenceNumber => new { @event = "mark", sequenceNumber, streamSid = _streamSid, mark = new { name } }, cancellationToken);
        }
    }

    // Two loops send; numbers must go out in order.
    private async Task SendAsync<T>(Func<string, T> message, CancellationToken cancellationToken)
    {
        await _ordering.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message(Text(++_sequence)), cancellationToken);
        }
        finally
        {
            _ordering.Release();
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

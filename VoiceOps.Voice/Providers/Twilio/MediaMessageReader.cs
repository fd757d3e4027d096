using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>
/// Understands the messages of one media stream, one after the other. Fifty a second are audio, whose bytes go into one reused buffer.
/// Never throws over what a message says.
/// </summary>
internal sealed class MediaMessageReader
{
    private long _lastSequence;
    private byte[] _audio = new byte[1024];

    /// <summary>Known from <c>start</c> on.</summary>
    public string? StreamSid { get; private set; }

    /// <summary>What a message tells: a fault, an event, or after a gap both.</summary>
    public (MediaFault? Fault, MediaEvent? Event) Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (MediaFrame.TryRead(message.Span, StreamSid, out var frame)
                && frame.Sequence == _lastSequence + 1
                && Decode(message.Span[frame.Payload]) is > 0 and var length)
            {
                _lastSequence = frame.Sequence;
                return (null, new MediaReceived(_audio.AsMemory(0, length), frame.TimestampMilliseconds));
            }

            using var document = JsonDocument.Parse(message);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            return Fault(MediaFaultKind.Malformed, exception.Message);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return Fault(MediaFaultKind.WrongPayload, exception.Message);
        }
    }

    private (MediaFault? Fault, MediaEvent? Event) Read(JsonElement root)
    {
        var name = root.GetProperty("event");
        if (name.ValueEquals("connected"u8))
        {
            return (null, new StreamConnected(Text(root, "protocol"), Text(root, "version")));
        }

        if (name.ValueEquals("start"u8))
        {
            return ReadStart(root);
        }

        if (!IsKnown(name))
        {
            return Fault(MediaFaultKind.UnknownEvent, Shorten(name.ToString()));
        }

        if (StreamSid is null || !root.GetProperty("streamSid").ValueEquals(StreamSid))
        {
            return Fault(MediaFaultKind.OutOfOrder, StreamSid is null ? $"{name} before start" : $"{name} of another stream");
        }

        var sequence = Number(root, "sequenceNumber");
        if (sequence <= _lastSequence)
        {
            return Fault(MediaFaultKind.OutOfOrder, $"message {sequence} after {_lastSequence}");
        }

        var gap = sequence > _lastSequence + 1 ? new MediaFault(MediaFaultKind.Gap, $"message {sequence} after {_lastSequence}") : null;
        _lastSequence = sequence;
        var (fault, told) = ReadEvent(name, root);
        return (fault ?? gap, told);
    }

    private (MediaFault? Fault, MediaEvent? Event) ReadEvent(JsonElement name, JsonElement root)
    {
        if (name.ValueEquals("media"u8))
        {
            return ReadMedia(root.GetProperty("media"));
        }

        return name.GetString() switch
        {
            "mark" => (null, new MarkReturned(Required(root.GetProperty("mark"), "name"))),
            "dtmf" => (null, new DigitPressed(Required(root.GetProperty("dtmf"), "digit"))),
            _ => (null, new StreamStopped()),
        };
    }

    private static bool IsKnown(JsonElement name) =>
        name.ValueEquals("media"u8) || name.ValueEquals("mark"u8) || name.ValueEquals("dtmf"u8) || name.ValueEquals("stop"u8);

    private (MediaFault? Fault, MediaEvent? Event) ReadStart(JsonElement root)
    {
        if (StreamSid is not null)
        {
            return Fault(MediaFaultKind.OutOfOrder, "a second start");
        }

        var start = root.GetProperty("start");
        var format = start.GetProperty("mediaFormat");
        if (!format.GetProperty("encoding").ValueEquals("audio/x-mulaw"u8)
            || format.GetProperty("sampleRate").GetInt32() != 8000
            || format.GetProperty("channels").GetInt32() != 1)
        {
            return Fault(MediaFaultKind.WrongPayload, $"media format {Shorten(format.ToString())}");
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (start.TryGetProperty("customParameters", out var custom))
        {
            foreach (var parameter in custom.EnumerateObject())
            {
                parameters[parameter.Name] = parameter.Value.GetString() ?? "";
            }
        }

        var started = new StreamStarted(Required(start, "streamSid"), Required(start, "callSid"), Text(start, "accountSid"), parameters);
        _lastSequence = Number(root, "sequenceNumber");
        StreamSid = started.StreamSid;
        return (null, started);
    }

    private (MediaFault? Fault, MediaEvent? Event) ReadMedia(JsonElement media)
    {
        if (!media.GetProperty("track").ValueEquals("inbound"u8))
        {
            return Fault(MediaFaultKind.WrongPayload, "audio of another track");
        }

        var payload = media.GetProperty("payload");
        if (payload.ValueKind != JsonValueKind.String)
        {
            return Fault(MediaFaultKind.WrongPayload, "a payload that is no text");
        }

        var length = DecodeEscaped(payload);
        return length > 0
            ? (null, new MediaReceived(_audio.AsMemory(0, length), Number(media, "timestamp")))
            : Fault(MediaFaultKind.WrongPayload, "a payload without audio, or that is no base64");
    }

    /// <summary>Straight from the message's bytes into the buffer; base64 is never escaped but for an odd <c>\/</c>.</summary>
    private int DecodeEscaped(JsonElement payload)
    {
        var raw = JsonMarshal.GetRawUtf8Value(payload)[1..^1];
        return Decode(raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(payload.GetString()!) : raw);
    }

    /// <summary>0 when it is no base64.</summary>
    private int Decode(ReadOnlySpan<byte> raw)
    {
        var room = Base64.GetMaxDecodedFromUtf8Length(raw.Length);
        if (room > _audio.Length)
        {
            _audio = new byte[room];
        }

        return Base64.DecodeFromUtf8(raw, _audio, out _, out var length) == OperationStatus.Done ? length : 0;
    }

    private static long Number(JsonElement element, string name)
    {
        var value = element.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number ? value.GetInt64() : long.Parse(value.GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static string Required(JsonElement element, string name) =>
        element.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new FormatException($"{name} is empty");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (MediaFault? Fault, MediaEvent? Event) Fault(MediaFaultKind kind, string reason) => (new MediaFault(kind, reason), null);

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "…" : text;
}

using System.Globalization;
using System.Text.Json;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>
/// The one message that comes fifty times a second, read in one pass and without a document of its own: a quarter of the time and no memory.
/// It knows nothing but a frame that is as it should be; whatever else a message may be is left to <see cref="MediaMessageReader"/>.
/// </summary>
internal struct MediaFrame
{
    private bool _isMedia;
    private bool _isInbound;
    private bool _isOfStream;

    public long Sequence { get; private set; }

    public long TimestampMilliseconds { get; private set; }

    /// <summary>Where in the message the audio stands, as base64.</summary>
    public Range Payload { get; private set; }

    // {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"no+JhoaJjpzS..."},"streamSid":"MZ.."}
    public static bool TryRead(ReadOnlySpan<byte> message, string? streamSid, out MediaFrame frame)
    {
        frame = new MediaFrame();
        var json = new Utf8JsonReader(message);
        return streamSid is not null && frame.ReadMessage(ref json, streamSid)
            && frame is { _isMedia: true, _isInbound: true, _isOfStream: true, Sequence: > 0 };
    }

    private bool ReadMessage(ref Utf8JsonReader json, string streamSid)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("event"u8))
            {
                // Told first, so that another message costs no more than its first word.
                _isMedia = ReadText(ref json) && json.ValueTextEquals("media"u8);
                if (!_isMedia)
                {
                    return false;
                }
            }
            else if (json.ValueTextEquals("sequenceNumber"u8))
            {
                Sequence = ReadNumber(ref json);
            }
            else if (json.ValueTextEquals("streamSid"u8))
            {
                _isOfStream = ReadText(ref json) && json.ValueTextEquals(streamSid);
            }
            else if (!json.ValueTextEquals("media"u8))
            {
                json.Read();
                json.Skip();
            }
            else if (!ReadMedia(ref json))
            {
                return false;
            }
        }

        return json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    private bool ReadMedia(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        TimestampMilliseconds = -1;
        Payload = ..0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("payload"u8))
            {
                if (!ReadText(ref json) || json.ValueIsEscaped)
                {
                    return false;
                }

                var start = (int)json.TokenStartIndex + 1; // behind the quotation mark
                Payload = start..(start + json.ValueSpan.Length);
            }
            else if (json.ValueTextEquals("track"u8))
            {
                _isInbound = ReadText(ref json) && json.ValueTextEquals("inbound"u8);
            }
            else if (json.ValueTextEquals("timestamp"u8))
            {
                TimestampMilliseconds = ReadNumber(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return TimestampMilliseconds >= 0;
    }

    private static bool ReadText(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.String;

    /// <summary>A number inside a text; -1 is none.</summary>
    private static long ReadNumber(ref Utf8JsonReader json) =>
        ReadText(ref json) && long.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

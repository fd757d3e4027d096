using System.Buffers.Text;
using System.Text.Json;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>
/// One message of the multi-context socket. The audio stays the base64 text that it came as; both spellings of every name are in use.
/// <code>
/// {"audio":"base64","isFinal":false,"normalizedAlignment":{..},"alignment":{"charStartTimesMs":[0,3],"charsDurationsMs":[3,4],"chars":["H","e"]},"contextId":"conv_1"}
/// {"isFinal":true,"contextId":"conv_1"}
/// {"type":"flush_done","context_id":"conv_1","status_code":206,"done":false,"data":"","flush_done":true}
/// {"context_id":"conv_1","error":"..."}  {"message":"...","error":"input_timeout_exceeded","code":1008}
/// </code>
/// </summary>
internal readonly record struct ElevenLabsFrame(string? ContextId, ReadOnlyMemory<byte> Audio, ElevenLabsAlignment Alignment, bool IsFinal, string? Error, string? ErrorCode)
{
    public const string QuotaExceeded = "quota_exceeded";

    // What was asked for when the socket was opened: another model or language may do.
    private static readonly string[] Unsupported = ["unsupported_language", "unsupported_model", "model_not_supported", "invalid_language", "model_id_does_not_exist"];

    public bool IsOutOfCredit => Error?.Contains(QuotaExceeded, StringComparison.Ordinal) == true;

    /// <summary>Told at once after the opening, and the socket is closed with it.</summary>
    public bool IsUnsupported => Unsupported.Contains(ErrorCode);

    /// <summary>It is about one context alone: the others speak on.</summary>
    public bool IsOfOneContext => Error is not null && ContextId is not null && !IsOutOfCredit && !IsUnsupported;

    public static ElevenLabsFrame Read(ReadOnlySpan<byte> message)
    {
        var json = new Utf8JsonReader(message);
        string? contextId = null, error = null, errorMessage = null;
        var audio = ReadOnlyMemory<byte>.Empty;
        ElevenLabsAlignment? alignment = null, normalizedAlignment = null;
        var isFinal = false;

        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("audio"u8))
            {
                json.Read();
                audio = ReadAudio(ref json);
            }
            else if (json.ValueTextEquals("contextId"u8) || json.ValueTextEquals("context_id"u8))
            {
                contextId = ReadText(ref json) ?? contextId;
            }
            else if (json.ValueTextEquals("isFinal"u8) || json.ValueTextEquals("is_final"u8))
            {
                json.Read();
                isFinal |= json.TokenType == JsonTokenType.True;
            }
            else if (json.ValueTextEquals("alignment"u8))
            {
                alignment = ElevenLabsAlignment.Read(ref json);
            }
            else if (json.ValueTextEquals("normalizedAlignment"u8) || json.ValueTextEquals("normalized_alignment"u8))
            {
                normalizedAlignment = ElevenLabsAlignment.Read(ref json);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                error = ReadText(ref json);
            }
            else if (json.ValueTextEquals("message"u8))
            {
                errorMessage = ReadText(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        var fault = (error, errorMessage) switch
        {
            (null, _) => null,
            (_, null) => error,
            _ => $"{errorMessage} ({error})",
        };
        return new ElevenLabsFrame(contextId, audio, alignment ?? normalizedAlignment ?? default, isFinal, fault, error);
    }

    private static ReadOnlyMemory<byte> ReadAudio(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return default;
        }

        var base64 = new byte[json.ValueSpan.Length];
        var length = json.CopyString(base64);
        Expect(Base64.IsValid(base64.AsSpan(0, length)));
        return base64.AsMemory(0, length);
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return json.GetString();
        }

        json.Skip();
        return null;
    }

    private static void Expect(bool condition)
    {
        if (!condition)
        {
            throw new JsonException("Not a message of the speech socket.");
        }
    }
}

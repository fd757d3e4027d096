using System.Text.Json;
using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>What is said to the multi-context socket; each writes the properties of one JSON object.</summary>
internal static class ElevenLabsMessages
{
    // {"text":" ","voice_settings":{"stability":0.5,"similarity_boost":0.8,"speed":1.0},"context_id":"conv_1"}
    // Exactly one space opens a context; it is not billed. Voice settings count in this message only.
    public static void Open(Utf8JsonWriter json, (string ContextId, SpeechSettings Voice) context)
    {
        json.WriteString("text"u8, " "u8);
        json.WriteStartObject("voice_settings"u8);
        json.WriteNumber("stability"u8, context.Voice.Stability);
        json.WriteNumber("similarity_boost"u8, context.Voice.SimilarityBoost);
        json.WriteNumber("speed"u8, context.Voice.Speed);
        json.WriteEndObject();
        json.WriteString("context_id"u8, context.ContextId);
    }

    // {"text":"Hello from conversation one. ","context_id":"conv_1","flush":true}
    // Flushed, because close_context drops what is not.
    public static void Speak(Utf8JsonWriter json, (string ContextId, string Text) said)
    {
        json.WriteString("text"u8, said.Text);
        json.WriteString("context_id"u8, said.ContextId);
        json.WriteBoolean("flush"u8, true);
    }

    // {"context_id":"conv_1","close_context":true}
    public static void Close(Utf8JsonWriter json, string contextId)
    {
        json.WriteString("context_id"u8, contextId);
        json.WriteBoolean("close_context"u8, true);
    }

    // {"text":"","context_id":"conv_1"} resets the inactivity timer
    public static void KeepAlive(Utf8JsonWriter json, string? contextId)
    {
        json.WriteString("text"u8, ""u8);
        if (contextId is not null)
        {
            json.WriteString("context_id"u8, contextId);
        }
    }
}

using System.Text.Json;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>What one message of Deepgram's tells: something heard, the seconds it processed in all, or an error; types it does not know, nothing.</summary>
internal sealed record DeepgramMessage(HeardEvent? Heard = null, decimal? ProcessedSeconds = null, string? Error = null)
{
    private static readonly DeepgramMessage Nothing = new();

    public static DeepgramMessage Read(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        return root.TryGetProperty("type", out var type) ? type.GetString() switch
        {
            "Results" => new DeepgramMessage(Heard: ReadResults(root)),
            "SpeechStarted" => new DeepgramMessage(Heard: new SpeechStarted()),
            "UtteranceEnd" => new DeepgramMessage(Heard: new UtteranceEnded()),
            "Metadata" => ReadMetadata(root),
            "Error" => ReadError(root),
            _ => Nothing,
        }
        : Nothing;
    }

    // {"type":"Results","channel_index":[0,1],"duration":4.77,"start":12.08,"is_final":true,"speech_final":true,
    //  "channel":{"alternatives":[{"transcript":"This is the","confidence":0.86,"words":[]}]},"metadata":{"request_id":".."},"from_finalize":false}
    // Empty interims come about once a second in silence; an empty final with speech_final still ends a turn.
    private static TranscriptHeard? ReadResults(JsonElement root)
    {
        var alternatives = root.GetProperty("channel").GetProperty("alternatives");
        var text = alternatives.GetArrayLength() > 0 ? alternatives[0].GetProperty("transcript").GetString() ?? "" : "";
        var isFinal = Flag(root, "is_final");
        var speechFinal = Flag(root, "speech_final");
        return text.Length > 0 || speechFinal
            ? new TranscriptHeard(text, isFinal, speechFinal, text.Length > 0 ? SpokenUntil(root, alternatives[0]) : null)
            : null;
    }

    // "words":[{"word":"this","start":14.08,"end":14.4,"confidence":0.95703125,"punctuated_word":"This"}]: seconds of the stream; the list may be empty.
    private static TimeSpan? SpokenUntil(JsonElement root, JsonElement alternative) =>
        alternative.TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.Array && words.GetArrayLength() > 0
            && Seconds(words[words.GetArrayLength() - 1], "end") is { } end ? end
        : Seconds(root, "start") is { } start && Seconds(root, "duration") is { } duration ? start + duration
        : null;

    private static TimeSpan? Seconds(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? TimeSpan.FromSeconds(value.GetDouble()) : null;

    // {"type":"Metadata","transaction_key":"deprecated","request_id":"..","sha256":"incomplete","created":"..","duration":44.259937,"channels":1}
    private static DeepgramMessage ReadMetadata(JsonElement root) =>
        root.TryGetProperty("duration", out var duration) ? new DeepgramMessage(ProcessedSeconds: duration.GetDecimal()) : Nothing;

    // {"type":"Error","description":"...","message":"...","variant":"..."}
    private static DeepgramMessage ReadError(JsonElement root) =>
        new(Error: Text(root, "description") ?? Text(root, "message") ?? Text(root, "variant") ?? "no reason given");

    private static bool Flag(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

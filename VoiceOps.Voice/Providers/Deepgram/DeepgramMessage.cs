using System.Text.Json;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>What one message of Deepgram's tells; types it does not know, nothing. Times are those of the connection's audio.</summary>
internal sealed record DeepgramMessage
{
    private static readonly DeepgramMessage Nothing = new();

    // An interim result without words may miss one that has just begun.
    private static readonly TimeSpan LongestStartOfAWord = TimeSpan.FromSeconds(1);

    public HeardEvent? Heard { get; init; }

    /// <summary>Seconds of audio processed in all, told at the end.</summary>
    public decimal? ProcessedSeconds { get; init; }

    public string? Error { get; init; }

    /// <summary>How far the audio has come that this is about.</summary>
    public decimal? AcknowledgedSeconds { get; init; }

    /// <summary>Nothing that was said before this will be told again.</summary>
    public TimeSpan? IsDoneUntil { get; init; }

    public static DeepgramMessage Read(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        return root.TryGetProperty("type", out var type) ? type.GetString() switch
        {
            "Results" => ReadResults(root),
            "SpeechStarted" => new DeepgramMessage { Heard = new SpeechStarted(Time(Number(root, "timestamp"))) },
            // {"type":"UtteranceEnd","channel":[0,1],"last_word_end":2.395}; -1 when it is about no word
            "UtteranceEnd" => new DeepgramMessage { Heard = new UtteranceEnded(Time(Number(root, "last_word_end"))) },
            // {"type":"Metadata","transaction_key":"deprecated","request_id":"..","sha256":"incomplete","created":"..","duration":44.259937,"channels":1}
            "Metadata" => new DeepgramMessage { ProcessedSeconds = Number(root, "duration") },
            "Error" => ReadError(root),
            _ => Nothing,
        }
        : Nothing;
    }

    // {"type":"Results","channel_index":[0,1],"duration":4.77,"start":12.08,"is_final":true,"speech_final":true,
    //  "channel":{"alternatives":[{"transcript":"This is the","confidence":0.86,"words":[]}]},"metadata":{"request_id":".."},"from_finalize":false}
    // Empty interims come about once a second in silence; an empty final with speech_final still ends a turn.
    private static DeepgramMessage ReadResults(JsonElement root)
    {
        var alternatives = root.GetProperty("channel").GetProperty("alternatives");
        var text = alternatives.GetArrayLength() > 0 ? alternatives[0].GetProperty("transcript").GetString() ?? "" : "";
        var isFinal = Flag(root, "is_final");
        var speechFinal = Flag(root, "speech_final");
        var start = Number(root, "start");
        var end = start + Number(root, "duration");
        return new DeepgramMessage
        {
            Heard = text.Length > 0 || speechFinal
                ? new TranscriptHeard(text, isFinal, speechFinal, text.Length > 0 ? LastWordEnd(alternatives[0]) ?? Time(end) : null) { From = Time(start), Until = Time(end) }
                : null,
            AcknowledgedSeconds = end,
            IsDoneUntil = isFinal ? Time(end) : text.Length > 0 ? Time(start) : Time(end) - LongestStartOfAWord,
        };
    }

    // "words":[{"word":"this","start":14.08,"end":14.4,"confidence":0.95703125,"punctuated_word":"This"}]: seconds of the stream; the list may be empty.
    private static TimeSpan? LastWordEnd(JsonElement alternative) =>
        alternative.TryGetProperty("words", out var words) && words.ValueKind == JsonValueKind.Array && words.GetArrayLength() > 0
            ? Time(Number(words[words.GetArrayLength() - 1], "end"))
            : null;

    private static TimeSpan? Time(decimal? seconds) => seconds is { } known ? TimeSpan.FromSeconds((double)known) : null;

    // {"type":"Error","description":"...","message":"...","variant":"..."}
    private static DeepgramMessage ReadError(JsonElement root) =>
        new() { Error = Text(root, "description") ?? Text(root, "message") ?? Text(root, "variant") ?? "no reason given" };

    private static bool Flag(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static decimal? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}

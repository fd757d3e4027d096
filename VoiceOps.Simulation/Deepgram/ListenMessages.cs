namespace VoiceOps.Simulation.Deepgram;

/// <summary>What Deepgram sends, in its own spelling.</summary>
internal sealed class ListenMessages(string requestId, string model, DateTimeOffset created)
{
    private const string ModelUuid = "7e3b5bdf-85ed-4fd2-9f7a-7721bbcad97b";

    private readonly object _modelInfo = new { name = model, version = "2024-02-07.20824", arch = model.StartsWith("nova-3", StringComparison.Ordinal) ? "nova-3" : "nova-2" };

    public static object SpeechStarted(decimal at) => new { type = "SpeechStarted", channel = new[] { 0, 1 }, timestamp = at };

    public static object UtteranceEnd(decimal lastWordEnd) => new { type = "UtteranceEnd", channel = new[] { 0, 1 }, last_word_end = lastWordEnd };

    public object Results(ListenSegment segment, bool isFinal, bool speechFinal, bool fromFinalize) => new
    {
        type = "Results",
        channel_index = new[] { 0, 1 },
        duration = segment.End - segment.Start,
        start = segment.Start,
        is_final = isFinal,
        speech_final = speechFinal,
        channel = new
        {
            alternatives = new[]
            {
                new
                {
                    transcript = string.Join(' ', segment.Words),
                    confidence = segment.Words.Count == 0 ? 0.0 : 0.98,
                    words = segment.Words.Select((word, index) => Word(segment, word, index)).ToArray(),
                },
            },
        },
        metadata = new { request_id = requestId, model_info = _modelInfo, model_uuid = ModelUuid },
        from_finalize = fromFinalize,
    };

    public object Metadata(decimal duration) => new
    {
        type = "Metadata",
        transaction_key = "deprecated",
        request_id = requestId,
        sha256 = "incomplete",
        created = created.UtcDateTime,
        duration,
        channels = 1,
        models = new[] { ModelUuid },
        model_info = new Dictionary<string, object> { [ModelUuid] = _modelInfo },
    };

    private static object Word(ListenSegment segment, string word, int index)
    {
        var length = (segment.WordsEnd - segment.Start) / segment.Words.Count;
        return new
        {
            word = word.Trim('.', ',', '?', '!').ToLowerInvariant(),
            start = decimal.Round(segment.Start + (index * length), 3),
            end = decimal.Round(segment.Start + ((index + 1) * length), 3),
            confidence = 0.98,
            punctuated_word = word,
        };
    }
}

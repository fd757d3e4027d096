using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation.Deepgram;

/// <summary>The query of <c>/v1/listen</c>, checked as strictly as the provider does.</summary>
internal sealed record ListenRequest
{
    private static readonly string[] Models =
    [
        "nova-3", "nova-3-general", "nova-3-medical", "nova-2", "nova-2-general", "nova-2-phonecall", "nova-2-meeting",
        "nova-2-finance", "nova-2-conversationalai", "nova-2-voicemail", "nova-2-video", "nova-2-medical",
        "nova-2-drivethru", "nova-2-automotive", "nova", "enhanced", "base",
    ];

    private static readonly string[] Known =
    [
        "model", "encoding", "sample_rate", "channels", "multichannel", "interim_results", "endpointing", "utterance_end_ms",
        "vad_events", "smart_format", "punctuate", "numerals", "dictation", "profanity_filter", "diarize", "detect_entities",
        "language", "keyterm", "keywords", "redact", "replace", "search", "tag", "extra", "callback", "callback_method",
        "mip_opt_out", "version", "filler_words", "no_delay",
    ];

    public required string Model { get; init; }

    public required bool InterimResults { get; init; }

    public required bool SpeechEvents { get; init; }

    /// <summary>Silence that ends an utterance; null when switched off.</summary>
    public required TimeSpan? Endpointing { get; init; }

    public required TimeSpan? UtteranceEnd { get; init; }

    /// <summary>The request, or what the provider answers 400 with.</summary>
    public static (ListenRequest? Request, string? Problem) Parse(IQueryCollection query)
    {
        string? problem = null;
        var request = new ListenRequest
        {
            Model = query["model"].FirstOrDefault() ?? "base",
            InterimResults = Flag("interim_results"),
            SpeechEvents = Flag("vad_events"),
            Endpointing = query["endpointing"].FirstOrDefault() == "false" ? null : Milliseconds("endpointing") ?? TimeSpan.FromMilliseconds(10),
            UtteranceEnd = Milliseconds("utterance_end_ms"),
        };
        Check(query.Keys.All(key => Known.Contains(key)), $"Unknown parameter {query.Keys.FirstOrDefault(key => !Known.Contains(key))}.");
        Check(Models.Contains(request.Model) && ListenLanguages.Has(request.Model, query["language"].FirstOrDefault()), "No such model/language/tier combination found.");
        Check(query["encoding"].FirstOrDefault() == "mulaw", "Only encoding=mulaw is understood here; raw audio needs an encoding.");
        Check(query["sample_rate"].FirstOrDefault() == "8000", "sample_rate must be 8000 for this encoding.");
        Check(query["channels"].FirstOrDefault() is null or "1", "channels must be 1.");
        Check(request.UtteranceEnd is null || request.InterimResults, "utterance_end_ms requires interim_results=true.");
        Check(request.UtteranceEnd is null || request.UtteranceEnd >= TimeSpan.FromSeconds(1), "utterance_end_ms must be at least 1000.");
        return problem is null ? (request, null) : (null, problem);

        bool Flag(string name)
        {
            var text = query[name].FirstOrDefault() ?? "false";
            Check(text is "true" or "false", $"{name} must be true or false.");
            return text == "true";
        }

        TimeSpan? Milliseconds(string name)
        {
            if (query[name].FirstOrDefault() is not { } text || text == "true")
            {
                return null;
            }

            Check(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value), $"{name} must be a number of milliseconds.");
            return TimeSpan.FromMilliseconds(value);
        }

        void Check(bool isFine, string otherwise) => problem ??= isFine ? null : otherwise;
    }
}

using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History.Import;

/// <summary>What the old system's words are called here. A word that could mean two things is never guessed.</summary>
internal static class OldNames
{
    /// <summary>One of the four, however it is spelled; null, and a problem, for any other.</summary>
    public static string? Service(FieldReader fields)
    {
        var text = fields.Required("service");
        var squeezed = ImportNames.Snake(text).Replace("_", "", StringComparison.Ordinal);
        var service = ServiceNames.All.FirstOrDefault(name => name == squeezed);
        if (service is null && text.Length > 0)
        {
            fields.Problem($"service is \"{text}\", which is none of {string.Join(", ", ServiceNames.All)}.");
        }

        return service;
    }

    /// <summary>What a row of this service is when it does not say.</summary>
    public static string DefaultOperation(string service) => service switch
    {
        ServiceNames.Twilio => OperationNames.Voice,
        ServiceNames.Deepgram => OperationNames.Transcription,
        ServiceNames.ElevenLabs => OperationNames.Speech,
        // Prompt and completion may have different prices, so tokens of neither are neither.
        _ => "tokens",
    };

    /// <summary>How many of this system's unit one of theirs is, in the singular or the plural; null for a unit that the service is not counted in.</summary>
    public static (decimal Numerator, decimal Divisor)? Unit(string service, string? text) => (UsageUnits.Of(service), ImportNames.Snake(text ?? "")) switch
    {
        (_, "") => (1, 1),
        (UsageUnits.Minutes, "minute" or "minutes") => (1, 1),
        (UsageUnits.Minutes, "second" or "seconds") => (1, 60),
        (UsageUnits.Seconds, "second" or "seconds") => (1, 1),
        (UsageUnits.Seconds, "minute" or "minutes") => (60, 1),
        (UsageUnits.Characters, "character" or "characters") => (1, 1),
        (UsageUnits.Tokens, "token" or "tokens") => (1, 1),
        _ => null,
    };

    /// <summary>Letters and digits alone, so that <c>llama-3.1-8b</c> is <c>llama3.1-8b</c>.</summary>
    public static string SqueezeModel(string model) => string.Concat(model.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

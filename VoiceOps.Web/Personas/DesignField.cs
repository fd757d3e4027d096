namespace VoiceOps.Web.Personas;

/// <summary>One field of a design: its name on the page, how it reads, and how it is taken over from another.</summary>
public sealed record DesignField(string Label, Func<DesignForm, string> Read, Action<DesignForm, DesignForm> Take)
{
    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<DesignField> All { get; } =
    [
        new("Name", form => form.Name, (form, other) => form.Name = other.Name),
        new("Greeting", form => form.Greeting, (form, other) => form.Greeting = other.Greeting),
        new("Prompt", form => form.Prompt, (form, other) => form.Prompt = other.Prompt),
        new("Model", form => form.Model, (form, other) => form.Model = other.Model),
        new("Fallback model", form => form.Fallback, (form, other) => form.Fallback = other.Fallback),
        new("Temperature", form => form.Temperature, (form, other) => form.Temperature = other.Temperature),
        new("Longest reply", form => form.MaxReplyTokens, (form, other) => form.MaxReplyTokens = other.MaxReplyTokens),
        new("Voice", form => form.VoiceId, (form, other) => form.VoiceId = other.VoiceId),
        new("Stability", form => form.Stability, (form, other) => form.Stability = other.Stability),
        new("Similarity", form => form.Similarity, (form, other) => form.Similarity = other.Similarity),
        new("Speed", form => form.Speed, (form, other) => form.Speed = other.Speed),
        new("Pronunciations", form => form.Pronunciations, (form, other) => form.Pronunciations = other.Pronunciations),
        new("Language", form => form.Language, (form, other) => form.Language = other.Language),
        new("Key terms", form => form.KeyTerms, (form, other) => form.KeyTerms = other.KeyTerms),
        new("Interruptions", form => BargeInWords.Name(form.BargeIn), (form, other) => form.BargeIn = other.BargeIn),
        new("Words that interrupt", form => form.BargeInWords, (form, other) => form.BargeInWords = other.BargeInWords),
        new("Shortest pause", form => form.ShortestPause, (form, other) => form.ShortestPause = other.ShortestPause),
        new("Longest pause", form => form.LongestPause, (form, other) => form.LongestPause = other.LongestPause),
        new("Filler after", form => form.FillerAfter, (form, other) => form.FillerAfter = other.FillerAfter),
        new("Fillers", form => form.Fillers, (form, other) => form.Fillers = other.Fillers),
        new("Silence before asking", form => form.StillThereAfter, (form, other) => form.StillThereAfter = other.StillThereAfter),
        new("Asks", form => form.StillThere, (form, other) => form.StillThere = other.StillThere),
        new("Goodbye", form => form.Goodbye, (form, other) => form.Goodbye = other.Goodbye),
        new("May end the call", form => form.CanEndCall ? "yes" : "no", (form, other) => form.CanEndCall = other.CanEndCall),
        new("Longest call", form => form.MaxMinutes, (form, other) => form.MaxMinutes = other.MaxMinutes),
    ];

    public bool Differs(DesignForm left, DesignForm right) => Read(left) != Read(right);
}

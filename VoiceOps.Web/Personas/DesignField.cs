using VoiceOps.Voice.Personas;

namespace VoiceOps.Web.Personas;

/// <summary>
/// One field of a design: its name on the page, how it reads, how it is taken over from another and, where not every text means
/// something, whether this one does.
/// </summary>
public sealed record DesignField(string Label, Func<DesignForm, string> Read, Action<DesignForm, DesignForm> Take, Func<DesignForm, bool>? Means = null)
{
    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<DesignField> All { get; } =
    [
        new("Name", form => form.Name, (form, other) => form.Name = other.Name),
        new("Greeting", form => form.Greeting, (form, other) => form.Greeting = other.Greeting),
        new("Prompt", form => form.Prompt, (form, other) => form.Prompt = other.Prompt),
        new("Model", form => form.Model, (form, other) => form.Model = other.Model),
        new("Fallback model", form => form.Fallback, (form, other) => form.Fallback = other.Fallback),
        new("Temperature", form => form.Temperature, (form, other) => form.Temperature = other.Temperature,
            form => form.Temperature.Trim().Length == 0 || DesignForm.Number(form.Temperature) is not null),
        new("Longest reply", form => form.MaxReplyTokens, (form, other) => form.MaxReplyTokens = other.MaxReplyTokens,
            form => DesignForm.Whole(form.MaxReplyTokens) is not null),
        new("Room for reasoning", form => form.ReasoningTokens, (form, other) => form.ReasoningTokens = other.ReasoningTokens,
            form => DesignForm.Whole(form.ReasoningTokens) is not null),
        new("Voice", form => form.VoiceId, (form, other) => form.VoiceId = other.VoiceId),
        new("Stability", form => form.Stability, (form, other) => form.Stability = other.Stability,
            form => DesignForm.Number(form.Stability) is not null),
        new("Similarity", form => form.Similarity, (form, other) => form.Similarity = other.Similarity,
            form => DesignForm.Number(form.Similarity) is not null),
        new("Speed", form => form.Speed, (form, other) => form.Speed = other.Speed,
            form => DesignForm.Number(form.Speed) is not null),
        new("Pronunciations", form => form.Pronunciations, (form, other) => form.Pronunciations = other.Pronunciations,
            form => DesignForm.Lines(form.Pronunciations).All(line => DesignForm.Pronunciation(line) is not null)),
        new("Language", form => form.Language, (form, other) => form.Language = other.Language,
            form => form.Language.Trim().Length > 0),
        new("Hearing model", form => form.Hearing, (form, other) => form.Hearing = other.Hearing),
        new("Speaking model", form => form.Speaking, (form, other) => form.Speaking = other.Speaking),
        new("Key terms", form => form.KeyTerms, (form, other) => form.KeyTerms = other.KeyTerms),
        new("Interruptions", form => BargeInWords.Name(form.BargeIn), (form, other) => form.BargeIn = other.BargeIn),
        new("Words that interrupt", form => form.BargeInWords, (form, other) => form.BargeInWords = other.BargeInWords,
            form => form.BargeIn != BargeInMode.AfterWords || DesignForm.Whole(form.BargeInWords) is not null),
        new("Shortest pause", form => form.ShortestPause, (form, other) => form.ShortestPause = other.ShortestPause,
            form => DesignForm.Number(form.ShortestPause) is not null),
        new("Longest pause", form => form.LongestPause, (form, other) => form.LongestPause = other.LongestPause,
            form => DesignForm.Number(form.LongestPause) is not null),
        new("Filler after", form => form.FillerAfter, (form, other) => form.FillerAfter = other.FillerAfter,
            form => DesignForm.Number(form.FillerAfter) is not null),
        new("Fillers", form => form.Fillers, (form, other) => form.Fillers = other.Fillers),
        new("Silence before asking", form => form.StillThereAfter, (form, other) => form.StillThereAfter = other.StillThereAfter,
            form => DesignForm.Number(form.StillThereAfter) is not null),
        new("Asks", form => form.StillThere, (form, other) => form.StillThere = other.StillThere),
        new("Goodbye", form => form.Goodbye, (form, other) => form.Goodbye = other.Goodbye),
        new("After no answer", form => form.NoAnswer, (form, other) => form.NoAnswer = other.NoAnswer),
        new("Apology", form => form.Apology, (form, other) => form.Apology = other.Apology),
        new("Words that stop it", form => form.StopWords, (form, other) => form.StopWords = other.StopWords),
        new("Words of listening", form => form.Backchannels, (form, other) => form.Backchannels = other.Backchannels),
        new("May end the call", form => form.CanEndCall ? "yes" : "no", (form, other) => form.CanEndCall = other.CanEndCall),
        new("Longest call", form => form.MaxMinutes, (form, other) => form.MaxMinutes = other.MaxMinutes,
            form => form.MaxMinutes.Trim().Length == 0 || DesignForm.Number(form.MaxMinutes) is not null),
    ];

    /// <summary>Whether what is typed can be stored. If not, the value from before would be stored and what was typed would be lost.</summary>
    public bool IsReadable(DesignForm form) => Means?.Invoke(form) != false;

    public bool Differs(DesignForm left, DesignForm right) => Read(left) != Read(right);
}

using System.Globalization;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Personas;

/// <summary>A design as it is typed: every field text, so that what cannot be read stays where it was typed and is told at its field.</summary>
public sealed record DesignForm
{
    public const string LineBreak = "\n";

    // Far beyond what any field takes, and far within what a TimeSpan and an int hold.
    private const int Largest = 1_000_000;

    public string Name { get; set; } = "";

    public string Greeting { get; set; } = "";

    public string Prompt { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>Empty: none.</summary>
    public string Fallback { get; set; } = "";

    public string Temperature { get; set; } = "";

    public string MaxReplyTokens { get; set; } = "";

    /// <summary>Tokens to think with, beside the reply's.</summary>
    public string ReasoningTokens { get; set; } = "";

    public string VoiceId { get; set; } = "";

    /// <summary>The model that hears; empty: the configured one, or one that has the language.</summary>
    public string Hearing { get; set; } = "";

    /// <summary>The model that speaks; empty as above.</summary>
    public string Speaking { get; set; } = "";

    public string Stability { get; set; } = "";

    public string Similarity { get; set; } = "";

    public string Speed { get; set; } = "";

    /// <summary>One a line: <c>SQL = sequel</c>.</summary>
    public string Pronunciations { get; set; } = "";

    public string Language { get; set; } = "";

    /// <summary>One a line.</summary>
    public string KeyTerms { get; set; } = "";

    public BargeInMode BargeIn { get; set; }

    public string BargeInWords { get; set; } = "";

    /// <summary>Milliseconds.</summary>
    public string ShortestPause { get; set; } = "";

    /// <summary>Milliseconds.</summary>
    public string LongestPause { get; set; } = "";

    /// <summary>Seconds; 0: never.</summary>
    public string FillerAfter { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Fillers { get; set; } = "";

    /// <summary>Seconds; 0: never.</summary>
    public string StillThereAfter { get; set; } = "";

    public string StillThere { get; set; } = "";

    public string Goodbye { get; set; } = "";

    /// <summary>After an answer without words.</summary>
    public string NoAnswer { get; set; } = "";

    /// <summary>Before it hangs up because a provider stays away.</summary>
    public string Apology { get; set; } = "";

    /// <summary>One a line.</summary>
    public string StopWords { get; set; } = "";

    /// <summary>One a line.</summary>
    public string Backchannels { get; set; } = "";

    public bool CanEndCall { get; set; }

    /// <summary>Minutes; empty: as long as any call.</summary>
    public string MaxMinutes { get; set; } = "";

    public static DesignForm Of(PersonaDesign design)
    {
        // Words that nobody has written are shown as calls hear them: in the persona's language.
        var (settings, turns) = (design.Settings, design.Settings.InItsLanguage().TurnTaking);
        return new DesignForm
        {
            Name = design.Name,
            Greeting = design.Greeting,
            Prompt = design.SystemPrompt.ReplaceLineEndings(LineBreak),
            Model = design.LlmModel,
            Fallback = design.FallbackModel ?? "",
            Temperature = settings.Temperature is { } temperature ? Text(temperature) : "",
            MaxReplyTokens = Text(settings.MaxReplyTokens),
            ReasoningTokens = Text(settings.ReasoningTokens),
            VoiceId = design.VoiceId ?? "",
            Hearing = settings.TranscriptionModel ?? "",
            Speaking = settings.SpeechModel ?? "",
            Stability = Text(settings.Speech.Stability),
            Similarity = Text(settings.Speech.SimilarityBoost),
            Speed = Text(settings.Speech.Speed),
            Pronunciations = string.Join(LineBreak, settings.Pronunciations.Select(word => $"{word.Word} = {word.SayAs}")),
            Language = settings.Language,
            KeyTerms = string.Join(LineBreak, settings.KeyTerms),
            BargeIn = turns.BargeIn,
            BargeInWords = Text(turns.BargeInWords),
            ShortestPause = Text((decimal)turns.MinEndpointingDelay.TotalMilliseconds),
            LongestPause = Text((decimal)turns.MaxEndpointingDelay.TotalMilliseconds),
            FillerAfter = Text((decimal)turns.FillerAfter.TotalSeconds),
            Fillers = string.Join(LineBreak, turns.Fillers),
            StillThereAfter = Text((decimal)turns.StillThereAfter.TotalSeconds),
            StillThere = turns.StillThere,
            Goodbye = turns.Goodbye,
            NoAnswer = turns.NoAnswer,
            Apology = turns.Apology,
            StopWords = string.Join(LineBreak, turns.StopWords),
            Backchannels = string.Join(LineBreak, turns.Backchannels),
            CanEndCall = settings.CanEndCall,
            MaxMinutes = settings.MaxDuration is { } longest ? Text((decimal)longest.TotalMinutes) : "",
        };
    }

    /// <summary>
    /// What is typed, on top of <paramref name="basis"/>: settings that have no field here stay, and a number that cannot be read is the
    /// one that stood.
    /// </summary>
    public PersonaDesign ToDesign(PersonaDesign basis)
    {
        var (settings, turns) = (basis.Settings, basis.Settings.TurnTaking);
        return new PersonaDesign
        {
            Name = Name.Trim(),
            LlmModel = Model,
            FallbackModel = Blank(Fallback),
            SystemPrompt = Prompt.Trim(),
            Greeting = Greeting.Trim(),
            VoiceId = Blank(VoiceId),
            Settings = settings with
            {
                Temperature = Blank(Temperature) is null ? null : Number(Temperature) ?? settings.Temperature,
                MaxReplyTokens = Whole(MaxReplyTokens) ?? settings.MaxReplyTokens,
                ReasoningTokens = Whole(ReasoningTokens) ?? settings.ReasoningTokens,
                Language = Blank(Language) ?? settings.Language,
                TranscriptionModel = Blank(Hearing),
                SpeechModel = Blank(Speaking),
                Speech = settings.Speech with
                {
                    Stability = Number(Stability) ?? settings.Speech.Stability,
                    SimilarityBoost = Number(Similarity) ?? settings.Speech.SimilarityBoost,
                    Speed = Number(Speed) ?? settings.Speech.Speed,
                },
                Pronunciations = [.. Lines(Pronunciations).Select(Pronunciation).OfType<Pronunciation>()],
                KeyTerms = Lines(KeyTerms),
                TurnTaking = turns with
                {
                    BargeIn = BargeIn,
                    BargeInWords = Whole(BargeInWords) ?? turns.BargeInWords,
                    MinEndpointingDelay = Milliseconds(ShortestPause) ?? turns.MinEndpointingDelay,
                    MaxEndpointingDelay = Milliseconds(LongestPause) ?? turns.MaxEndpointingDelay,
                    FillerAfter = Seconds(FillerAfter) ?? turns.FillerAfter,
                    Fillers = Lines(Fillers),
                    StillThereAfter = Seconds(StillThereAfter) ?? turns.StillThereAfter,
                    StillThere = StillThere.Trim(),
                    Goodbye = Goodbye.Trim(),
                    NoAnswer = NoAnswer.Trim(),
                    Apology = Apology.Trim(),
                    StopWords = Lines(StopWords),
                    Backchannels = Lines(Backchannels),
                },
                CanEndCall = CanEndCall,
                MaxDuration = Blank(MaxMinutes) is null ? null
                    : Number(MaxMinutes) is { } minutes ? TimeSpan.FromSeconds((double)minutes * 60)
                    : settings.MaxDuration,
            },
        };
    }

    /// <summary>Another language was chosen: words that nobody has written follow it.</summary>
    public void FollowLanguage()
    {
        var words = LanguageWords.Of(Language.Trim());
        StillThere = WordsOfItsLanguage.Own(StillThere, words, of => of.StillThere);
        Goodbye = WordsOfItsLanguage.Own(Goodbye, words, of => of.Goodbye);
        NoAnswer = WordsOfItsLanguage.Own(NoAnswer, words, of => of.NoAnswer);
        Apology = WordsOfItsLanguage.Own(Apology, words, of => of.Apology);
        Fillers = WordsOfItsLanguage.Own(Fillers, words, of => string.Join(LineBreak, of.Fillers));
        StopWords = WordsOfItsLanguage.Own(StopWords, words, of => string.Join(LineBreak, of.StopWords));
        Backchannels = WordsOfItsLanguage.Own(Backchannels, words, of => string.Join(LineBreak, of.Backchannels));
    }

    internal static decimal? Number(string text) => ExactNumber.Read(text, out _) is { } value && Math.Abs(value) <= Largest ? value : null;

    internal static int? Whole(string text) => ExactNumber.ReadWhole(text) is { } value && value <= Largest ? value : null;

    internal static IReadOnlyList<string> Lines(string text) => text.Split(LineBreak, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static Pronunciation? Pronunciation(string line) =>
        line.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } word, { Length: > 0 } sayAs]
            ? new Pronunciation { Word = word, SayAs = sayAs }
            : null;

    private static TimeSpan? Milliseconds(string text) => Number(text) is { } value ? TimeSpan.FromMilliseconds((double)value) : null;

    private static TimeSpan? Seconds(string text) => Number(text) is { } value ? TimeSpan.FromMilliseconds((double)value * 1_000) : null;

    private static string Text(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

namespace VoiceOps.Voice.Personas;

/// <summary>
/// When a persona speaks, waits, asks and gives up. Words that nobody has written are those of the persona's language (see
/// <see cref="WordsOfItsLanguage"/>).
/// </summary>
public sealed record TurnTakingSettings
{
    public BargeInMode BargeIn { get; init; } = BargeInMode.On;

    /// <summary>Words that interrupt, for <see cref="BargeInMode.AfterWords"/>.</summary>
    public int BargeInWords { get; init; } = 3;

    /// <summary>What callers say to show that they listen: it is no turn, and does not interrupt.</summary>
    public IReadOnlyList<string> Backchannels { get; init; } = LanguageWords.English.Backchannels;

    /// <summary>Interrupt always, whatever <see cref="BargeIn"/> says.</summary>
    public IReadOnlyList<string> StopWords { get; init; } = LanguageWords.English.StopWords;

    /// <summary>The least silence after which a finished sentence counts as the caller's turn. It grows with the pauses that the caller makes.</summary>
    public TimeSpan MinEndpointingDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The most silence that is waited for, also after a sentence that sounds unfinished.</summary>
    public TimeSpan MaxEndpointingDelay { get; init; } = TimeSpan.FromMilliseconds(1200);

    /// <summary>A reply that takes longer than this is bridged with a filler; zero switches fillers off.</summary>
    public TimeSpan FillerAfter { get; init; } = TimeSpan.FromMilliseconds(1800);

    /// <summary>Said in turn while a reply takes long.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = LanguageWords.English.Fillers;

    /// <summary>Silence after which the persona asks whether the caller is still there, and after as much again says goodbye; zero waits for ever.</summary>
    public TimeSpan StillThereAfter { get; init; } = TimeSpan.FromSeconds(10);

    public string StillThere { get; init; } = LanguageWords.English.StillThere;

    /// <summary>Said when the model has answered without a word twice.</summary>
    public string NoAnswer { get; init; } = LanguageWords.English.NoAnswer;

    /// <summary>Said before hanging up when a provider stays away.</summary>
    public string Apology { get; init; } = LanguageWords.English.Apology;

    /// <summary>Said a minute before the caller's credit is used up.</summary>
    public string CreditLow { get; init; } = LanguageWords.English.CreditLow;

    /// <summary>Said when it is, before hanging up.</summary>
    public string CreditEnded { get; init; } = LanguageWords.English.CreditEnded;

    public string Goodbye { get; init; } = LanguageWords.English.Goodbye;
}

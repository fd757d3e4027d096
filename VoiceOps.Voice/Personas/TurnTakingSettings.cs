namespace VoiceOps.Voice.Personas;

/// <summary>When a persona speaks, waits, asks and gives up.</summary>
public sealed record TurnTakingSettings
{
    public BargeInMode BargeIn { get; init; } = BargeInMode.On;

    /// <summary>Words that interrupt, for <see cref="BargeInMode.AfterWords"/>.</summary>
    public int BargeInWords { get; init; } = 3;

    /// <summary>What callers say to show that they listen: it is no turn, and does not interrupt.</summary>
    public IReadOnlyList<string> Backchannels { get; init; } =
        ["ok", "okay", "yeah", "yes", "yep", "yup", "mhm", "mm", "mm-hmm", "hm", "hmm", "uh-huh", "uh", "um", "ah", "oh", "right", "sure", "alright", "all right", "i see", "got it"];

    /// <summary>Interrupt always, whatever <see cref="BargeIn"/> says.</summary>
    public IReadOnlyList<string> StopWords { get; init; } = ["stop", "wait", "no"];

    /// <summary>The least silence after which a finished sentence counts as the caller's turn. It grows with the pauses that the caller makes.</summary>
    public TimeSpan MinEndpointingDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The most silence that is waited for, also after a sentence that sounds unfinished.</summary>
    public TimeSpan MaxEndpointingDelay { get; init; } = TimeSpan.FromMilliseconds(1200);

    /// <summary>A reply that takes longer than this is bridged with a filler; zero switches fillers off.</summary>
    public TimeSpan FillerAfter { get; init; } = TimeSpan.FromMilliseconds(1800);

    /// <summary>Said in turn while a reply takes long.</summary>
    public IReadOnlyList<string> Fillers { get; init; } = ["One moment, please.", "Let me see."];

    /// <summary>Silence after which the persona asks whether the caller is still there, and after as much again says goodbye; zero waits for ever.</summary>
    public TimeSpan StillThereAfter { get; init; } = TimeSpan.FromSeconds(10);

    public string StillThere { get; init; } = "Are you still there?";

    /// <summary>Said when the model has answered without a word twice.</summary>
    public string NoAnswer { get; init; } = "Sorry, could you say that again?";

    public string Goodbye { get; init; } = "I will hang up now. Goodbye.";
}

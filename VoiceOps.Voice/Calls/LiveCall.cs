using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls;

/// <summary>A call that is on: what it is, what it counts, and how to end it.</summary>
internal sealed record LiveCall
{
    public required Call Call { get; init; }

    public required string Persona { get; init; }

    public required CallMeters Meters { get; init; }

    /// <summary>Asks the call to end with this reason; it ends once, whoever asks first.</summary>
    public required Action<string> End { get; init; }

    /// <summary>Twilio has told that its line is down.</summary>
    public required Action LineIsDown { get; init; }

    /// <summary>How long it may be.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.MaxValue;

    /// <summary>How long its line has told nothing.</summary>
    public Func<TimeSpan> Quiet { get; init; } = () => TimeSpan.Zero;

    /// <summary>Whether it was asked to end, or is ending by itself.</summary>
    public Func<bool> IsEnding { get; init; } = () => false;

    /// <summary>Cuts its line and records its end, for a session that does neither.</summary>
    public Action CutOff { get; init; } = () => { };

    /// <summary>Has the agent say that the caller's credit will soon be used up.</summary>
    public Action TellCreditIsLow { get; init; } = () => { };

    /// <summary>Whether that has been said, and is still so.</summary>
    public bool IsCreditLow { get; set; }

    /// <summary>Has it go on over this stream. False when it has a newer one, or is over.</summary>
    public Func<CallStream, bool> MoveTo { get; init; } = _ => false;

    /// <summary>When its end is recorded.</summary>
    public Task Ended { get; init; } = Task.CompletedTask;

    /// <summary>Since when it is ending, by the steady clock; null while it is not.</summary>
    public long? EndingSince { get; set; }

    /// <summary>What is being said at this moment; null for a call that nobody listens to.</summary>
    public Func<WordsOnAir?> Words { get; init; } = () => null;
}

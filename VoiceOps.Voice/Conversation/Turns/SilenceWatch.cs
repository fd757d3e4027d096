using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Notices that nobody speaks: first the caller is asked, then it is time to hang up.</summary>
internal sealed class SilenceWatch
{
    /// <summary>A sound that is not followed by words within this time was none of the caller's.</summary>
    public static readonly TimeSpan WordsFollowWithin = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _patience;
    private readonly Func<TimeSpan> _now;
    private readonly Func<Task> _onAsk;
    private readonly Func<Task> _onGiveUp;
    private readonly Alarm _alarm;
    private bool _hasAsked;

    public SilenceWatch(TurnTakingSettings settings, ConversationQueue queue, Func<TimeSpan> now, Func<Task> onAsk, Func<Task> onGiveUp)
    {
        (_patience, _now, _onAsk, _onGiveUp) = (settings.StillThereAfter, now, onAsk, onGiveUp);
        _alarm = queue.NewAlarm(BreakAsync);
    }

    /// <summary>When a sound was last heard from the line, words or not; zero when never.</summary>
    public TimeSpan SoundAt { get; private set; }

    /// <summary>When the caller was last heard, on the call's clock; zero when never.</summary>
    public TimeSpan LastHumanSound { get; private set; }

    public void HeardSound() => SoundAt = LastHumanSound = _now();

    /// <summary>Words or keys: the caller is there.</summary>
    public void HeardCaller()
    {
        LastHumanSound = _now();
        _hasAsked = false;
        _alarm.Cancel();
    }

    /// <summary>It is the caller's turn from now on.</summary>
    public void Wait()
    {
        if (_patience > TimeSpan.Zero)
        {
            _alarm.Set(_patience);
        }
    }

    public void Stop() => _alarm.Cancel();

    private Task BreakAsync()
    {
        if (SoundAt > TimeSpan.Zero && _now() - SoundAt < WordsFollowWithin)
        {
            // Is just about to speak.
            _alarm.Set(WordsFollowWithin);
            return Task.CompletedTask;
        }

        if (_hasAsked)
        {
            return _onGiveUp();
        }

        _hasAsked = true;
        return _onAsk();
    }
}

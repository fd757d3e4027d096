using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>
/// How much silence ends the caller's turn: the least there is where the words are surely finished, the most where more is to come, and a part of
/// the way between where that is less sure. The least follows the pauses that this caller makes within a turn, so that a slow speaker is not
/// cut off twice.
/// </summary>
internal sealed class Endpointing(TurnTakingSettings settings, string language = "en")
{
    // Three in ten of what is new: two long pauses in a row are believed, a single one fades over a few turns.
    private const double Weight = 0.3;

    // A pause like the usual one must not be taken for the end.
    private const double Headroom = 1.25;

    private readonly EndingWords _words = EndingWords.Of(language);
    private readonly EndingReader _reader = new(EndingWords.Of(language));
    private TimeSpan _pause = settings.MinEndpointingDelay;
    private Question _asked = Question.None;

    /// <summary>What the agent has just said: its question tells how the answer will end.</summary>
    public void Asked(string said) => _asked = Question.Of(said, _words);

    /// <summary>Silence to wait for after the last word of <paramref name="text"/>.</summary>
    public TimeSpan DelayAfter(string text)
    {
        var (least, most) = (settings.MinEndpointingDelay, settings.MaxEndpointingDelay);
        // How far from the least to the most: measured with the endings of the tests, see docs/performance.md.
        var share = _reader.Of(text, _asked) switch
        {
            Ending.Finished => 0,
            Ending.Fitting => 0.2,
            Ending.Likely => 0.3,
            Ending.Unsure => 0.5,
            Ending.Doubtful => 0.75,
            _ => 1,
        };
        var usual = least + ((_pause - least) * Headroom);
        var delay = least + ((most - least) * share);
        return Shorter(most, delay > usual ? delay : usual > least ? usual : least);
    }

    /// <summary>The caller went on speaking after this pause: it was none that ends a turn.</summary>
    public void Continued(TimeSpan pause) => _pause += (pause - _pause) * Weight;

    /// <summary>A turn went by in which the caller was not cut off.</summary>
    public void Answered() => _pause += (settings.MinEndpointingDelay - _pause) * Weight;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

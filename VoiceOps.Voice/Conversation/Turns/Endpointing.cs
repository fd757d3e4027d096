using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>
/// How much silence ends the caller's turn: the least there is after a finished sentence, the most after one that sounds unfinished. The
/// least follows the pauses that this caller makes within a turn, so that a slow speaker is not cut off twice.
/// </summary>
internal sealed class Endpointing(TurnTakingSettings settings)
{
    // Three in ten of what is new: two long pauses in a row are believed, a single one fades over a few turns.
    private const double Weight = 0.3;

    // A pause like the usual one must not be taken for the end.
    private const double Headroom = 1.25;

    private TimeSpan _pause = settings.MinEndpointingDelay;

    /// <summary>Silence to wait for after the last word of <paramref name="text"/>.</summary>
    public TimeSpan DelayAfter(string text)
    {
        var (least, most) = (settings.MinEndpointingDelay, settings.MaxEndpointingDelay);
        var delay = IsFinished(text) ? least + ((_pause - least) * Headroom) : most;
        return delay > most ? most : delay < least ? least : delay;
    }

    /// <summary>The caller went on speaking after this pause: it was none that ends a turn.</summary>
    public void Continued(TimeSpan pause) => _pause += (pause - _pause) * Weight;

    /// <summary>A turn went by in which the caller was not cut off.</summary>
    public void Answered() => _pause += (settings.MinEndpointingDelay - _pause) * Weight;

    private static bool IsFinished(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' or '…' or '。' or '？' or '！';
}

using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What the caller is saying: the final words so far, and those that may still be revised.</summary>
internal sealed class CallerTurn
{
    private readonly List<(TimeSpan From, string Text)> _final = [];
    private string _interim = "";
    private TimeSpan _interimFrom;

    /// <summary>When the caller stopped speaking, as far as it is known; on the call's clock.</summary>
    public TimeSpan StoppedAt { get; private set; }

    /// <summary>The caller has paused after these words, and nobody has answered yet.</summary>
    public bool HasPaused { get; private set; }

    public bool IsEmpty => _final.Count == 0 && _interim.Length == 0;

    public string Text => string.Join(' ', _final.Select(part => part.Text).Append(_interim).Where(text => text.Length > 0));

    /// <summary>Final words that come late stand where they were said.</summary>
    public void Hear(TranscriptHeard heard)
    {
        HasPaused = false;
        var from = heard.From ?? TimeSpan.MaxValue;
        if (!heard.IsFinal)
        {
            (_interim, _interimFrom) = (heard.Text, from);
            return;
        }

        var after = _final.FindIndex(part => part.From > from);
        _final.Insert(after < 0 ? _final.Count : after, (from, heard.Text));
        if (!(heard.Until <= _interimFrom))
        {
            _interim = "";
        }
    }

    public void Paused(TimeSpan stoppedAt) => (StoppedAt, HasPaused) = (stoppedAt, !IsEmpty);

    /// <summary>Takes the words out: they are answered, or were none to answer.</summary>
    public string Take()
    {
        var text = Text;
        _final.Clear();
        (_interim, _interimFrom, HasPaused) = ("", default, false);
        return text;
    }
}

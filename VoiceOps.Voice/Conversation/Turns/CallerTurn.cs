using System.Text;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>What the caller is saying: the final words so far, and those that may still be revised.</summary>
internal sealed class CallerTurn
{
    private readonly StringBuilder _final = new();
    private string _interim = "";

    /// <summary>When the caller stopped speaking, as far as it is known; on the call's clock.</summary>
    public TimeSpan StoppedAt { get; private set; }

    /// <summary>The caller has paused after these words, and nobody has answered yet.</summary>
    public bool HasPaused { get; private set; }

    public bool IsEmpty => _final.Length == 0 && _interim.Length == 0;

    public string Text => _interim.Length == 0 ? _final.ToString() : _final.Length == 0 ? _interim : $"{_final} {_interim}";

    public void Hear(string text, bool isFinal)
    {
        HasPaused = false;
        _interim = isFinal ? "" : text;
        if (isFinal)
        {
            _final.Append(_final.Length > 0 ? " " : "").Append(text);
        }
    }

    public void Paused(TimeSpan stoppedAt) => (StoppedAt, HasPaused) = (stoppedAt, !IsEmpty);

    /// <summary>Takes the words out: they are answered, or were none to answer.</summary>
    public string Take()
    {
        var text = Text;
        _final.Clear();
        (_interim, HasPaused) = ("", false);
        return text;
    }
}

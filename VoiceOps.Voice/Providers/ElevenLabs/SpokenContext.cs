using System.Text;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>
/// One utterance's context: what was given to be spoken and how much of it came back as speech, so that after a drop the rest can be sent
/// once more. Positions are characters (code points) of its text. Guarded by the <see cref="SpokenContexts"/>, but for the flags, each of which has one writer.
/// </summary>
internal sealed class SpokenContext(string id, int number)
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int Length)> _sent = [];
    private int _length;
    private int _spoken;
    private int _delivered;

    public string Id { get; } = id;

    /// <summary>Contexts are spoken in the order in which they began.</summary>
    public int Number { get; } = number;

    /// <summary>There is no more text; the rest of it is still spoken.</summary>
    public bool IsFinished { get; set; }

    /// <summary>What comes of it from now on is for nobody.</summary>
    public bool IsCanceled { get; set; }

    /// <summary>Everything of it has come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Opened on the connection that is up, and not closed there.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Text was sent and no sound of this context came since.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Speech, or its end, is still to come over the connection that is up.</summary>
    public bool IsOwed => !IsCanceled && !IsDone && (IsUnanswered || (IsFinished && _sent.Count > 0));

    /// <summary>The characters that were sent over the connection that is up and of which no sound came: whether they arrived is not known.</summary>
    public int Uncertain => IsDone ? 0 : _sent.Where(piece => piece.Start >= _spoken).Sum(piece => piece.Length);

    /// <summary>Returns the length of the text in characters.</summary>
    public int Add(string text)
    {
        var length = text.EnumerateRunes().Count();
        _text.Append(text);
        _length += length;
        return length;
    }

    /// <summary>The last so many characters are on their way.</summary>
    public void Sent(int length)
    {
        _sent.Add((_length - length, length));
        IsUnanswered = true;
    }

    /// <summary>Speech of so many characters came. Returns how many of them are new: after a drop, half a word is spoken again.</summary>
    public int Speak(int characters)
    {
        IsUnanswered = false;
        _spoken += characters;
        var isNew = Math.Clamp(_spoken - _delivered, 0, characters);
        _delivered += isNew;
        return isNew;
    }

    public void End()
    {
        IsDone = true;
        IsUnanswered = false;
    }

    /// <summary>What is to be sent over a new connection: all from the first word on that was not spoken to its end; empty when there is none.</summary>
    public string Resume()
    {
        (IsOpen, IsUnanswered) = (false, false);
        _sent.Clear();
        var text = _text.ToString();
        var (start, position, index) = (0, 0, 0);
        var (wordStart, wordIndex) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (position == _delivered)
            {
                break;
            }

            position++;
            index += rune.Utf16SequenceLength;
            if (Rune.IsWhiteSpace(rune))
            {
                (wordStart, wordIndex) = (position, index);
            }
        }

        // Nothing of the next word came, or the half of one that nobody can understand.
        (start, index) = index < text.Length && char.IsWhiteSpace(text[index]) ? (position, index) : (wordStart, wordIndex);
        _spoken = start;
        var rest = text[index..];
        return string.IsNullOrWhiteSpace(rest) ? "" : rest;
    }
}

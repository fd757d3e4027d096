namespace VoiceOps.Simulation.Audio;

/// <summary>Reads the words out of the tones of one utterance, as far as they have been said.</summary>
internal sealed class PhraseReader(PhraseBook book)
{
    private readonly List<(ushort Number, string[] Words, int Expected, int Heard)> _phrases = [];
    private int _digits = -1;
    private int _number;
    private int _unread;

    /// <summary>Takes the tone of the next voiced frame.</summary>
    public void Read(int tone)
    {
        _unread++;
        if (tone == PhraseCode.Sync)
        {
            (_digits, _number) = (0, 0);
        }
        else if (_digits >= 0)
        {
            _number = (_number << 4) | tone;
            if (++_digits == PhraseCode.Digits)
            {
                Found((ushort)_number);
                _digits = -1;
            }
        }
    }

    /// <summary>The words said so far. A phrase that was broken off has its first words only.</summary>
    public IReadOnlyList<string> Words()
    {
        var words = new List<string>();
        for (var index = 0; index < _phrases.Count; index++)
        {
            var (_, phrase, expected, heard) = _phrases[index];
            heard += index == _phrases.Count - 1 ? _unread : 0;
            words.AddRange(phrase.Take((int)Math.Ceiling((double)phrase.Length * heard / expected)));
        }

        return words;
    }

    public void Clear()
    {
        _phrases.Clear();
        (_digits, _unread) = (-1, 0);
    }

    private void Found(ushort number)
    {
        if (book.Find(number) is not { } text)
        {
            return;
        }

        if (_phrases.Count == 0 || _phrases[^1].Number != number)
        {
            _phrases.Add((number, text.Split(' ', StringSplitOptions.RemoveEmptyEntries), PhraseCode.FrameCount(text), 0));
        }

        var last = _phrases[^1];
        _phrases[^1] = last with { Heard = last.Heard + _unread };
        _unread = 0;
    }
}

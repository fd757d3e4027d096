using System.Globalization;
using System.Text;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>
/// One utterance's context: what was given to be spoken and how much of it came back as speech, so that after a drop the rest can be sent
/// once more. Positions are characters (code points) of its text. Guarded by the <see cref="SpokenContexts"/>, but for the flags, each of which has one writer.
/// </summary>
internal sealed class SpokenContext(string id, int number)
{
    /// <summary>An alignment that begins so far from where it should is looked for there; further away it is another place's.</summary>
    private const int Slack = 12;

    /// <summary>Between a context's id and how often it was renamed.</summary>
    public const char Separator = '~';

    private readonly List<Rune> _text = [];
    private readonly List<(int Start, int Length)> _sent = [];
    private double _spoken;
    private int _delivered;
    private TimeSpan _duration;
    private bool _isResumed;
    private bool _isEstimated;
    private int _renamed;

    public string Id { get; } = id;

    /// <summary>
    /// What the provider calls it: another name for each time that it is opened again on one connection, so that what still comes of the one
    /// before (its end, above all) is not taken for this one's.
    /// </summary>
    public string WireId { get; private set; } = id;

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

    /// <summary>Counts at the provider: opened on the connection that is up, and not told to be closed since.</summary>
    public bool IsCounted { get; set; }

    /// <summary>When it was asked to be closed, by the clock's timestamp; null before.</summary>
    public long? ClosedAt { get; set; }

    /// <summary>Is sent once the provider has room for another context.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>How often the provider has refused it.</summary>
    public int Refusals { get; private set; }

    /// <summary>Some of the text was not spoken.</summary>
    public bool HasRest => _delivered < _text.Count;

    /// <summary>Text was sent and no sound of this context came since.</summary>
    public bool IsUnanswered { get; private set; }

    /// <summary>Speech, or its end, is still to come over the connection that is up.</summary>
    public bool IsOwed => !IsCanceled && !IsDone && (IsUnanswered || (IsFinished && _sent.Count > 0));

    /// <summary>The characters that were sent over the connection that is up and of which no sound came: whether they arrived is not known.</summary>
    public int Uncertain => IsDone ? 0 : _sent.Where(piece => piece.Start >= _spoken).Sum(piece => piece.Length);

    /// <summary>Returns the length of the text in characters.</summary>
    public int Add(string text)
    {
        var before = _text.Count;
        _text.AddRange(text.EnumerateRunes());
        return _text.Count - before;
    }

    /// <summary>The last so many characters are on their way.</summary>
    public void Sent(int length)
    {
        _sent.Add((_text.Count - length, length));
        IsUnanswered = true;
    }

    /// <summary>
    /// Speech came, and perhaps which text it speaks. Returns how many characters of it are new (after a drop, half a word is spoken again), and
    /// whether the provider's own alignment says so. One that is missing, repeated, or does not fit text or audio is no help: then the time tells.
    /// </summary>
    public (int New, bool IsAligned) Speak(string aligned, TimeSpan duration, SpeakingPace pace)
    {
        IsUnanswered = false;
        _duration += duration;
        var runes = aligned.EnumerateRunes().ToArray();
        var at = runes.Length > 0 && SpeakingPace.Fits(runes.Length, duration) ? Find(runes) : null;
        _isEstimated = at is null && (duration > TimeSpan.Zero || runes.Length > 0);
        _spoken = at + runes.Length ?? Math.Min(_text.Count, _spoken + (duration > TimeSpan.Zero ? pace.CharactersIn(duration) : 0));
        var isNew = Math.Max(0, (int)_spoken - _delivered);
        _delivered += isNew;
        return (isNew, at is not null);
    }

    /// <summary>Everything has come. Returns the characters that no speech was told to be of.</summary>
    public int End(SpeakingPace? pace = null)
    {
        if (!_isResumed)
        {
            pace?.Learn(_text.Count, _duration);
        }

        var untold = IsDone ? 0 : _text.Count - _delivered;
        Close();
        return untold;
    }

    /// <summary>The provider has ended it before there was no more text: what is added from now on is spoken in a new context of this id.</summary>
    public int Pause()
    {
        var untold = _text.Count - _delivered;
        (_delivered, _spoken) = (_text.Count, _text.Count);
        Rename();
        (IsOpen, IsCounted, IsUnanswered) = (false, false, false);
        _sent.Clear();
        return untold;
    }

    /// <summary>Takes back what was sent over the connection that is up and was not spoken. Returns how much that is: the provider refused it.</summary>
    public int Refuse()
    {
        var refused = Uncertain;
        Refusals++;
        Rename();
        _sent.Clear();
        (IsOpen, IsCounted, IsUnanswered) = (false, false, false);
        return refused;
    }

    /// <summary>What is to be sent over a new connection: all from the first word on that was not spoken to its end; empty when there is none.</summary>
    public string Resume()
    {
        (IsOpen, IsCounted, IsUnanswered, ClosedAt) = (false, false, false, null);
        _isResumed |= _sent.Count > 0;
        _sent.Clear();
        var start = WordStart();
        _spoken = start;
        var rest = string.Concat(_text.Skip(start));
        return string.IsNullOrWhiteSpace(rest) ? "" : rest;
    }

    private void Rename() => WireId = string.Create(CultureInfo.InvariantCulture, $"{Id}{Separator}{++_renamed}");

    private void Close()
    {
        IsDone = true;
        (IsOpen, IsCounted, IsUnanswered, IsWaiting) = (false, false, false, false);
    }

    /// <summary>Nothing of the next word came, or the half of one that nobody can understand. Where that is only an estimate, the nearer end of the word.</summary>
    private int WordStart()
    {
        if (_delivered >= _text.Count || Rune.IsWhiteSpace(_text[_delivered]))
        {
            return _delivered;
        }

        var (start, next) = (_delivered, _delivered);
        while (start > 0 && !Rune.IsWhiteSpace(_text[start - 1]))
        {
            start--;
        }

        while (next < _text.Count && !Rune.IsWhiteSpace(_text[next]))
        {
            next++;
        }

        return _isEstimated && next < _text.Count && next - _delivered < _delivered - start ? next : start;
    }

    /// <summary>Where in the text this stands: next to what was spoken, or not far from there.</summary>
    private int? Find(Rune[] runes)
    {
        var expected = (int)Math.Round(_spoken);
        var slack = _isEstimated ? Slack : 1;
        for (var distance = 0; distance <= Math.Min(slack, runes.Length - 1) || distance == 0; distance++)
        {
            if (Stands(expected + distance))
            {
                return expected + distance;
            }

            if (Stands(expected - distance))
            {
                return expected - distance;
            }
        }

        return null;

        bool Stands(int at)
        {
            // An alignment may have a space more than was sent.
            var length = runes.Length > 1 && at + runes.Length == _text.Count + 1 && Rune.IsWhiteSpace(runes[^1]) ? runes.Length - 1 : runes.Length;
            return at >= 0 && at + length <= _text.Count && Enumerable.Range(0, length).All(index => Same(_text[at + index], runes[index]));
        }
    }

    private static bool Same(Rune one, Rune other) => one == other || (Rune.IsWhiteSpace(one) && Rune.IsWhiteSpace(other)) || Rune.ToLowerInvariant(one) == Rune.ToLowerInvariant(other);
}

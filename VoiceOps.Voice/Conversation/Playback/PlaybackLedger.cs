using System.Diagnostics.CodeAnalysis;

namespace VoiceOps.Voice.Conversation.Playback;

/// <summary>
/// What of one utterance was made, sent to the line and heard. A mark that returns tells that all before it was heard, unless the line was
/// cleared since: a clear returns the marks of what was never played. A mark that got lost is replaced by the clock.
/// </summary>
internal sealed class PlaybackLedger(Func<TimeSpan> now)
{
    /// <summary>How long after its piece must have been played a mark counts as lost: the line buffers, and the way there and back takes time.</summary>
    private static readonly TimeSpan MarkPatience = TimeSpan.FromSeconds(1);

    /// <summary>Small messages of a voice go to the line together, up to this much of it at a time: every message costs as much as its audio does.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(60);

    /// <summary>How long what there is waits for more to go with it: less than a frame, so that none comes late by it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(15);

    /// <summary>A line that has no more than this left to play is sent what there is at once.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(100);

    private readonly List<AudioPiece> _pieces = [];
    private TimeSpan _playsUntil;
    private TimeSpan _lastBegan;
    private TimeSpan _heardAt;
    private int _sent;
    private int _heard;
    private int _clears;
    private int _heardOfNext;
    private TimeSpan? _unmarked;
    private bool _owesMark;
    private int _untold;

    /// <summary>Something that was sent is still to be heard.</summary>
    public bool IsAudible => _sent > _heard;

    public bool IsAllHeard => _heard == _pieces.Count;

    public bool HasBegun => _sent > 0 || _clears > 0;

    /// <summary>Characters of the spoken text that the caller has heard. What no alignment told about is spread over the time that all of it plays.</summary>
    public int HeardCharacters
    {
        get
        {
            var heard = TextHeardBefore + _heardOfNext;
            return _untold == 0 || heard == 0 ? heard : (int)(heard * (1 + ((double)_untold / _pieces[^1].TextEnd)));
        }
    }

    private int TextHeardBefore => _heard == 0 ? 0 : _pieces[_heard - 1].TextEnd;

    /// <summary>How long what was made and not heard would play.</summary>
    public TimeSpan Unheard => _pieces.Skip(_heard).Aggregate(TimeSpan.Zero, (sum, piece) => sum + piece.Duration);

    /// <summary>When what is gathered must go to the line, more or not; null while nothing is.</summary>
    public TimeSpan? RestDueAt =>
        _sent == _pieces.Count ? null
        : _lastBegan + LongestWait < _playsUntil - Reserve ? _lastBegan + LongestWait
        : _playsUntil - Reserve;

    /// <summary>When the next mark counts as lost; null while none is awaited.</summary>
    public TimeSpan? MarkLostAt => IsAudible ? _pieces[_heard].EndsAt + MarkPatience : null;

    public void Add(SpeechAudio audio)
    {
        foreach (var piece in AudioCutter.Cut(audio, _pieces.Count == 0 ? 0 : _pieces[^1].TextEnd, _unmarked))
        {
            if (!(_sent < _pieces.Count && IsToGoWith(_pieces[^1], piece) && _pieces[^1].TryAppend(piece)))
            {
                _pieces.Add(piece);
                _lastBegan = now();
            }

            _unmarked = piece.HasMark ? TimeSpan.Zero : _unmarked + piece.Duration;
        }

        _untold += audio.Untold;
        if (audio.IsFinal && _pieces is [.., { HasMark: false } last])
        {
            // Its end is the utterance's. It may be on the line already, since the end can come by itself.
            last.HasMark = true;
            _owesMark = _sent == _pieces.Count;
        }
    }

    /// <summary>The next piece for the line. The last one waits for more as long as the line can do without it.</summary>
    public bool TrySend([NotNullWhen(true)] out AudioPiece? piece)
    {
        piece = _sent < _pieces.Count ? _pieces[_sent] : null;
        if (piece is null || (_sent == _pieces.Count - 1 && !piece.HasMark && piece.Duration < Together && now() < RestDueAt))
        {
            piece = null;
            return false;
        }

        var starts = _playsUntil > now() ? _playsUntil : now();
        piece.EndsAt = _playsUntil = starts + piece.Duration;
        _owesMark = piece.HasMark;
        _sent++;
        return true;
    }

    /// <summary>Whether a mark goes to the line now, behind what was sent, and what it says behind the utterance's id: <c>clears/number</c>.</summary>
    public bool TryMark(out (int Clears, int Number) mark)
    {
        mark = (_clears, _sent - 1);
        var owed = _owesMark;
        _owesMark = false;
        return owed;
    }

    /// <summary>The line was cleared: what was not heard is kept, to be sent again from where the caller stopped hearing.</summary>
    public void Cleared()
    {
        AssumeLostMarks();
        AssumePlayed();
        _clears++;
        _sent = _heard;
        _owesMark = false;
        _playsUntil = now();
    }

    /// <summary>True when it tells of something that was not known to be heard.</summary>
    public bool MarkReturned(int clears, int number)
    {
        if (clears != _clears || number < _heard || number >= _sent)
        {
            return false;
        }

        HeardUntil(number + 1);
        return true;
    }

    /// <summary>Takes for heard what must have been played long ago, although no mark said so.</summary>
    public void AssumeLostMarks()
    {
        while (MarkLostAt <= now())
        {
            HeardUntil(_heard + 1);
        }
    }

    private static bool IsToGoWith(AudioPiece last, AudioPiece next) => !last.HasMark && last.Duration + next.Duration <= Together;

    /// <summary>Since the last mark the line has played on, as far as the clock tells; never beyond the next, because marks take time to return.</summary>
    private void AssumePlayed()
    {
        var from = _heardAt;
        while (IsAudible)
        {
            var piece = _pieces[_heard];
            var began = piece.EndsAt - piece.Duration;
            from = began > from ? began : from;
            var played = now() - from;
            if (played < piece.Duration || piece.HasMark)
            {
                // A line that plays a little ahead of this clock has returned marks of pieces that begin only now.
                var share = piece.Skip(played > TimeSpan.Zero ? played : TimeSpan.Zero);
                _heardOfNext = (int)((piece.TextEnd - TextHeardBefore) * share);
                return;
            }

            from += piece.Duration;
            HeardUntil(_heard + 1);
        }
    }

    private void HeardUntil(int count)
    {
        (_heardAt, _heardOfNext) = (now(), 0);
        for (; _heard < count; _heard++)
        {
            _pieces[_heard].Forget();
        }
    }
}

using System.Diagnostics.CodeAnalysis;

namespace VoiceOps.Voice.Conversation.Playback;

/// <summary>
/// What of one utterance was made, sent to the line and heard. A mark that returns tells that its piece was heard, unless the line was
/// cleared since: a clear returns the marks of what was never played. A mark that got lost is replaced by the clock.
/// </summary>
internal sealed class PlaybackLedger(Func<TimeSpan> now)
{
    /// <summary>How long after its piece must have been played a mark counts as lost: the line buffers, and the way there and back takes time.</summary>
    private static readonly TimeSpan MarkPatience = TimeSpan.FromSeconds(1);

    private readonly List<AudioPiece> _pieces = [];
    private TimeSpan _playsUntil;
    private TimeSpan _heardAt;
    private int _sent;
    private int _heard;
    private int _clears;
    private int _heardOfNext;

    /// <summary>Something that was sent is still to be heard.</summary>
    public bool IsAudible => _sent > _heard;

    public bool IsAllHeard => _heard == _pieces.Count;

    public bool HasBegun => _sent > 0 || _clears > 0;

    /// <summary>Characters of the spoken text that the caller has heard.</summary>
    public int HeardCharacters => TextHeardBefore + _heardOfNext;

    private int TextHeardBefore => _heard == 0 ? 0 : _pieces[_heard - 1].TextEnd;

    /// <summary>How long what was made and not heard would play.</summary>
    public TimeSpan Unheard => _pieces.Skip(_heard).Aggregate(TimeSpan.Zero, (sum, piece) => sum + piece.Duration);

    /// <summary>When the next mark counts as lost; null while none is awaited.</summary>
    public TimeSpan? MarkLostAt => IsAudible ? _pieces[_heard].EndsAt + MarkPatience : null;

    public void Add(SpeechAudio audio) =>
        _pieces.AddRange(AudioCutter.Cut(audio, _pieces.Count == 0 ? 0 : _pieces[^1].TextEnd, isFirst: _pieces.Count == 0));

    /// <summary>The next piece for the line and what its mark says behind the utterance's id: <c>clears/number</c>.</summary>
    public bool TrySend([NotNullWhen(true)] out AudioPiece? piece, out (int Clears, int Number) mark)
    {
        mark = (_clears, _sent);
        piece = _sent < _pieces.Count ? _pieces[_sent] : null;
        if (piece is null)
        {
            return false;
        }

        var starts = _playsUntil > now() ? _playsUntil : now();
        piece.EndsAt = _playsUntil = starts + piece.Duration;
        _sent++;
        return true;
    }

    /// <summary>The line was cleared: what was not heard is kept, to be sent again from where the caller stopped hearing.</summary>
    public void Cleared()
    {
        AssumeLostMarks();
        if (IsAudible)
        {
            // Since the last mark the line has played on, as far as the clock tells; never more, because marks take time to return.
            var piece = _pieces[_heard];
            var began = piece.EndsAt - piece.Duration;
            var played = now() - (began > _heardAt ? began : _heardAt);
            // A line that plays a little ahead of this clock has returned marks of pieces that begin only now.
            var share = piece.Skip(played > TimeSpan.Zero ? played : TimeSpan.Zero);
            _heardOfNext = (int)((piece.TextEnd - TextHeardBefore) * share);
        }

        _clears++;
        _sent = _heard;
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

    private void HeardUntil(int count)
    {
        (_heardAt, _heardOfNext) = (now(), 0);
        for (; _heard < count; _heard++)
        {
            _pieces[_heard].Forget();
        }
    }
}

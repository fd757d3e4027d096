using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>
/// Tells what is news from what is late, repeated, out of order or about something older, by the times of the audio that the transcription
/// tells about. Such an event ends no turn, stops nobody, and its words are not said twice.
/// </summary>
internal sealed class HeardOrder
{
    /// <summary>The same moment, told twice.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(10);

    /// <summary>Ends of words are revised by this much; a pause that is about older words is at least a second older.</summary>
    private static readonly TimeSpan Revised = TimeSpan.FromMilliseconds(400);

    /// <summary>Final words further back than this do not come again.</summary>
    private const int Remembered = 32;

    private readonly List<(TimeSpan From, TimeSpan End, string Text)> _finals = [];
    private TimeSpan? _wordsEnd;
    private TimeSpan? _finalEnd;
    private TimeSpan? _finalUntil;
    private TimeSpan? _interimUntil;
    private TimeSpan? _answeredEnd;
    private string[] _answered = [];

    /// <summary>The sound belongs to words that are known already, or would have been followed by words long ago.</summary>
    public bool IsOld(SpeechStarted sound, TimeSpan audioSent) =>
        sound.At is { } at && (at < _wordsEnd || audioSent - at > SilenceWatch.WordsFollowWithin);

    /// <summary>The pause is one before the newest words, or about no word.</summary>
    /// <param name="silence">That the provider waits for before it tells of a pause.</param>
    public bool IsOld(UtteranceEnded pause, TimeSpan audioSent, TimeSpan silence) => pause.LastWordEnd is { } end
        ? end < TimeSpan.Zero || end < _wordsEnd - Revised
        : audioSent - _wordsEnd < silence - Revised;

    /// <summary>The part of it that is new; null when none is.</summary>
    public TranscriptHeard? News(TranscriptHeard heard)
    {
        if (heard.Text.Length == 0)
        {
            return heard.Until < _wordsEnd - Revised ? null : heard;
        }

        if (heard.SpokenUntil is not { } end)
        {
            return heard;
        }

        if (heard.IsFinal ? IsToldAlready(heard, end) : heard.Until <= _finalUntil + Same || heard.Until < _interimUntil - Same)
        {
            // The last words once more, with the end of the utterance this time: that is news.
            return heard is { IsFinal: true, SpeechFinal: true } && end >= _wordsEnd - Same ? heard with { Text = "" } : null;
        }

        var news = WithoutAnswered(heard);
        Take(heard, end);
        return news.Text.Length > 0 || news.SpeechFinal ? news : null;
    }

    /// <summary>All words so far have their answer: what comes of them again is not said again.</summary>
    public void Answered(string text) => (_answeredEnd, _answered) = (_wordsEnd, Words.Of(text));

    private void Take(TranscriptHeard heard, TimeSpan end)
    {
        _wordsEnd = _wordsEnd > end && heard.IsFinal && end < _finalEnd ? _wordsEnd : end;
        if (!heard.IsFinal)
        {
            _interimUntil = heard.Until;
            return;
        }

        (_finalEnd, _finalUntil, _interimUntil) = (Later(_finalEnd, end), Later(_finalUntil, heard.Until), null);
        _finals.Add((heard.From ?? TimeSpan.Zero, end, heard.Text));
        if (_finals.Count > Remembered)
        {
            _finals.RemoveAt(0);
        }
    }

    /// <summary>Final words of audio whose final words were told; older ones that were not are news, though late.</summary>
    private bool IsToldAlready(TranscriptHeard heard, TimeSpan end) => _finals.Exists(told =>
        (end < told.End - Same || (end <= told.End + Same && heard.Text == told.Text)) && (heard.From ?? TimeSpan.Zero) < told.End && told.From < end);

    /// <summary>Words that were answered before they were final come again in the final ones.</summary>
    private TranscriptHeard WithoutAnswered(TranscriptHeard heard)
    {
        // Only in what was being said then: the same words later are said anew.
        if (_answered.Length == 0 || heard.From is not { } from || from >= _answeredEnd || from < _finalEnd - Same || heard.SpokenUntil <= _finalEnd)
        {
            return heard;
        }

        var written = heard.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var words = Words.Of(heard.Text);
        for (var count = Math.Min(_answered.Length, words.Length); count > 0 && words.Length == written.Length; count--)
        {
            if (_answered.AsSpan(^count..).SequenceEqual(words.AsSpan(0, count)))
            {
                return heard with { Text = string.Join(' ', written[count..]) };
            }
        }

        return heard;
    }

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one > other ? one : other ?? one;
}

using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Simulation.Deepgram;

/// <summary>
/// Hears: finds speech by its energy, reads its words, and says what the provider would say about it. All times are those
/// of the audio, as the provider's are, so that a stream sent faster or slower is heard the same.
/// </summary>
internal sealed class Listener(ListenRequest request, PhraseBook phrases, ListenMessages messages, LineFeed? feed = null)
{
    private const int FramesToStart = 2;
    private static readonly TimeSpan InterimInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSegment = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan GapWithoutEndpointing = TimeSpan.FromSeconds(1);

    private readonly byte[] _frame = new byte[MuLaw.FrameBytes];
    private readonly PhraseReader _reader = new(phrases);
    private int _filled;
    private long _frames;
    private int _voiced;
    private int _silent;
    private bool _speaking;
    private bool _awaitsUtteranceEnd;
    private long _segmentStart;
    private long _lastVoiced;
    private long _lastResult;
    private int _finalWords;

    public long Bytes { get; private set; }

    /// <summary>The number of the line that it hears, once a stamp has told.</summary>
    public int? Line { get; private set; }

    /// <summary>Seconds of audio, exact: a byte is 1/8,000 s.</summary>
    public decimal Duration => Seconds(Bytes);

    public static decimal Seconds(long bytes) => (decimal)bytes / MuLaw.BytesPerSecond;

    /// <summary>Takes audio in and returns what there is to say about it.</summary>
    public List<ListenSaid> Hear(ReadOnlySpan<byte> audio)
    {
        var said = new List<ListenSaid>();
        Bytes += audio.Length;
        while (audio.Length > 0)
        {
            var taken = Math.Min(audio.Length, MuLaw.FrameBytes - _filled);
            audio[..taken].CopyTo(_frame.AsSpan(_filled));
            audio = audio[taken..];
            _filled += taken;
            if (_filled == MuLaw.FrameBytes)
            {
                _filled = 0;
                _frames++;
                ReadStamp();
                HearFrame(PhraseCode.Decode(_frame), said);
            }
        }

        return said;
    }

    /// <summary>Says now what is still held back; <c>Finalize</c> and <c>CloseStream</c> ask for it.</summary>
    public List<ListenSaid> Flush(bool fromFinalize)
    {
        var said = new List<ListenSaid>();
        if (_speaking)
        {
            End(said, fromFinalize);
        }

        return said;
    }

    private void ReadStamp()
    {
        if (feed is { IsWatched: true } && FrameStamp.TryRead(_frame, out var number, out var sent))
        {
            Line = number;
            feed.Tell(new LineSighting(number, LineSight.Frame, FrameStamp.Now, sent));
        }
    }

    private void HearFrame(int? tone, List<ListenSaid> said)
    {
        if (tone is { } voiced)
        {
            Voiced(voiced, said);
        }
        else
        {
            Silent(said);
        }

        if (request.InterimResults && Since(_lastResult) >= InterimInterval)
        {
            Say(said, isFinal: _speaking && Since(_segmentStart) >= LongestSegment, speechFinal: false, fromFinalize: false);
        }
    }

    private void Voiced(int tone, List<ListenSaid> said)
    {
        (_voiced, _silent, _lastVoiced) = (_voiced + 1, 0, _frames);
        if (!_speaking && _voiced >= FramesToStart)
        {
            _speaking = true;
            (_segmentStart, _lastResult) = (_frames - _voiced, _frames);
            if (request.SpeechEvents)
            {
                said.Add(new ListenSaid(ListenMessages.SpeechStarted(AudioTime(_segmentStart)), LineSight.SpeechStarts));
            }
        }

        _reader.Read(tone);
    }

    private void Silent(List<ListenSaid> said)
    {
        (_voiced, _silent) = (0, _silent + 1);
        var pause = _silent * MuLaw.FrameTime;
        if (_speaking && pause >= (request.Endpointing ?? GapWithoutEndpointing))
        {
            End(said, fromFinalize: false);
        }
        else if (!_speaking && _silent == 1)
        {
            // A click, too short to be speech.
            _reader.Clear();
        }

        if (_awaitsUtteranceEnd && pause >= request.UtteranceEnd)
        {
            _awaitsUtteranceEnd = false;
            said.Add(new ListenSaid(ListenMessages.UtteranceEnd(AudioTime(_lastVoiced))));
        }
    }

    private void End(List<ListenSaid> said, bool fromFinalize)
    {
        _awaitsUtteranceEnd = request.UtteranceEnd is not null && _reader.Words().Count > 0;
        Say(said, isFinal: true, speechFinal: request.Endpointing is not null, fromFinalize);
        _speaking = false;
        _finalWords = 0;
        _reader.Clear();
    }

    private void Say(List<ListenSaid> said, bool isFinal, bool speechFinal, bool fromFinalize)
    {
        var words = _speaking ? _reader.Words().Skip(_finalWords).ToList() : [];
        var segment = new ListenSegment(AudioTime(_segmentStart), AudioTime(_frames), words, AudioTime(Math.Clamp(_lastVoiced, _segmentStart, _frames)));
        said.Add(new ListenSaid(messages.Results(segment, isFinal, speechFinal, fromFinalize), speechFinal ? LineSight.SpeechEnds : null));
        _lastResult = _frames;
        if (isFinal)
        {
            _finalWords += words.Count;
            _segmentStart = _frames;
        }
    }

    private TimeSpan Since(long frame) => (_frames - frame) * MuLaw.FrameTime;

    private static decimal AudioTime(long frame) => Seconds(frame * MuLaw.FrameBytes);
}

using VoiceOps.Simulation.Audio;

namespace VoiceOps.Simulation.Lines;

/// <summary>
/// What is measured on one line, from both ends of the host and by one clock: the phone's side and the transcription's tell it what leaves
/// and what arrives. Two threads do.
/// </summary>
internal sealed class LineProbe(int number, LineMeasures measures)
{
    private readonly Lock _bargeIn = new();
    private long _speechStarted;
    private long _cleared;
    private long _speechEnded;
    private long _fellSilent;
    private long _newestStamp;
    private byte[] _arrived = [];
    private int _length;

    /// <summary>Carried by the stamps of what the caller sends.</summary>
    public int Number => number;

    /// <summary>A frame of the caller's was sent, so much after its time.</summary>
    public void Ticked(TimeSpan late) => measures.Sent(late);

    /// <summary>The caller has said a sentence.</summary>
    public void FellSilent() => Volatile.Write(ref _fellSilent, FrameStamp.Now);

    /// <summary>The transcription has seen something of this line; it is told some time after.</summary>
    public void Seen(LineSighting sighting)
    {
        switch (sighting.Sight)
        {
            case LineSight.Frame:
                measures.Uplink(sighting.At - sighting.Sent);
                break;
            case LineSight.SpeechStarts:
                SpeechStarts(sighting.At);
                break;
            default:
                SpeechEnds(sighting.At);
                break;
        }
    }

    /// <summary>The phone was told to throw away what it has not played.</summary>
    public void Cleared()
    {
        var now = FrameStamp.Now;
        _length = 0;
        lock (_bargeIn)
        {
            if (_speechStarted != 0)
            {
                measures.BargeIn(now - _speechStarted);
                (_speechStarted, _cleared) = (0, 0);
            }
            else
            {
                _cleared = now;
            }
        }
    }

    /// <summary>The agent's audio has come to the phone, where it was too late for a frame when <paramref name="wasDry"/>.</summary>
    public void Received(ReadOnlySpan<byte> audio, bool wasDry)
    {
        var now = FrameStamp.Now;
        Append(audio);
        var at = 0;
        while (_length - at >= MuLaw.FrameBytes)
        {
            if (!FrameStamp.TryRead(_arrived.AsSpan(at, _length - at), out var tokens, out var sent))
            {
                // The rest of a text is no whole frame; the next text begins behind it.
                at++;
                continue;
            }

            at += MuLaw.FrameBytes;
            if (sent <= _newestStamp)
            {
                // Sent again to a caller who was not interrupted after all.
                continue;
            }

            _newestStamp = sent;
            measures.Downlink(now - sent);
            if (tokens > 0)
            {
                Answer(tokens, sent, now);
            }
            else if (wasDry)
            {
                measures.Underrun();
            }

            wasDry = false;
        }

        _arrived.AsSpan(at, _length - at).CopyTo(_arrived);
        _length -= at;
    }

    private void SpeechStarts(long at)
    {
        lock (_bargeIn)
        {
            // The clear may be here before it is told what it was for.
            if (_cleared > at)
            {
                measures.BargeIn(_cleared - at);
                (_speechStarted, _cleared) = (0, 0);
            }
            else
            {
                _speechStarted = at;
            }
        }
    }

    private void SpeechEnds(long at)
    {
        lock (_bargeIn)
        {
            _speechStarted = 0;
        }

        if (Interlocked.Exchange(ref _speechEnded, at) != 0)
        {
            measures.Unanswered();
        }
    }

    // The host may cut the audio where it likes.
    private void Append(ReadOnlySpan<byte> audio)
    {
        if (_arrived.Length < _length + audio.Length)
        {
            Array.Resize(ref _arrived, _length + audio.Length);
        }

        audio.CopyTo(_arrived.AsSpan(_length));
        _length += audio.Length;
    }

    private void Answer(int tokens, long sent, long now)
    {
        var silent = Volatile.Read(ref _fellSilent);
        if (silent != 0 && sent > silent && Interlocked.CompareExchange(ref _fellSilent, 0, silent) == silent)
        {
            measures.Pause(now - silent);
        }

        var ended = Volatile.Read(ref _speechEnded);
        if (ended != 0 && sent > ended && Interlocked.CompareExchange(ref _speechEnded, 0, ended) == ended)
        {
            measures.Turn(now - ended, tokens);
        }
    }
}

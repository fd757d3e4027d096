namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>
/// The end of the caller's audio that the provider has not told about yet: what is sent again when its connection drops. Positions are bytes
/// since the start of the call. Bounded, the oldest goes first. Guarded by its transcription.
/// </summary>
internal sealed class UnheardAudio
{
    /// <summary>15 s: a gap that is noticed late and closed late.</summary>
    public const int Longest = 15 * DeepgramConnection.BytesPerSecond;

    private byte[] _ring = new byte[2 * DeepgramConnection.BytesPerSecond];

    public long Start { get; private set; }

    public long End { get; private set; }

    /// <summary>Returns how many bytes had to go for it.</summary>
    public int Add(ReadOnlySpan<byte> audio)
    {
        var tooMany = (int)Math.Max(0, End - Start + audio.Length - Longest);
        Start += tooMany;
        MakeRoom((int)(End - Start) + audio.Length);
        Write(audio);
        return tooMany;
    }

    /// <summary>What lies before this position has been heard.</summary>
    public void Forget(long until) => Start = Math.Clamp(until, Start, End);

    /// <summary>Copies what there is from this position on, as far as it fits.</summary>
    public int Read(long from, Span<byte> into)
    {
        var length = (int)Math.Min(into.Length, End - from);
        var at = (int)(from % _ring.Length);
        var whole = Math.Min(length, _ring.Length - at);
        _ring.AsSpan(at, whole).CopyTo(into);
        _ring.AsSpan(0, length - whole).CopyTo(into[whole..]);
        return length;
    }

    private void MakeRoom(int length)
    {
        if (length <= _ring.Length)
        {
            return;
        }

        var kept = new byte[End - Start];
        Read(Start, kept);
        _ring = new byte[Math.Min(Math.Max(length, _ring.Length * 2), Longest)];
        End = Start;
        Write(kept);
    }

    /// <summary>Where the ring ends it goes on at its beginning; there is room for all of it.</summary>
    private void Write(ReadOnlySpan<byte> audio)
    {
        var at = (int)(End % _ring.Length);
        var whole = Math.Min(audio.Length, _ring.Length - at);
        audio[..whole].CopyTo(_ring.AsSpan(at));
        audio[whole..].CopyTo(_ring);
        End += audio.Length;
    }
}

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
        foreach (var sample in audio)
        {
            _ring[(int)(End++ % _ring.Length)] = sample;
        }

        return tooMany;
    }

    /// <summary>What lies before this position has been heard.</summary>
    public void Forget(long until) => Start = Math.Clamp(until, Start, End);

    /// <summary>Copies what there is from this position on, as far as it fits.</summary>
    public int Read(long from, Span<byte> into)
    {
        var length = (int)Math.Min(into.Length, End - from);
        for (var index = 0; index < length; index++)
        {
            into[index] = _ring[(int)((from + index) % _ring.Length)];
        }

        return length;
    }

    private void MakeRoom(int length)
    {
        if (length <= _ring.Length)
        {
            return;
        }

        var larger = new byte[Math.Min(Math.Max(length, _ring.Length * 2), Longest)];
        for (var position = Start; position < End; position++)
        {
            larger[position % larger.Length] = _ring[position % _ring.Length];
        }

        _ring = larger;
    }
}

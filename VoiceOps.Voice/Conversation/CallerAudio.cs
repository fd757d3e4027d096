namespace VoiceOps.Voice.Conversation;

/// <summary>
/// The caller's audio, mu-law at 8,000 bytes a second, from the line to the transcription. It is kept until the transcription has told what was
/// said in it; a cursor stands at what is to be sent next, and goes back when it has to be sent once more. Positions are bytes since the call's
/// first. Nothing here waits: when more than <see cref="Longest"/> gathers, the oldest goes.
/// </summary>
public sealed class CallerAudio(Action<int> onLost)
{
    public const int BytesPerSecond = 8_000;

    /// <summary>15 s: a gap that is noticed late and closed late.</summary>
    public const int Longest = 15 * BytesPerSecond;

    private readonly Lock _gate = new();
    private byte[] _ring = new byte[2 * BytesPerSecond];
    private long _start;
    private long _next;
    private long _end;

    /// <summary>Called after more has come, on the line's own thread.</summary>
    public Action? Arrived { get; set; }

    /// <summary>How long the caller has been heard in all.</summary>
    public TimeSpan Length
    {
        get
        {
            lock (_gate)
            {
                return TimeAt(_end);
            }
        }
    }

    public static TimeSpan TimeAt(long position) => TimeSpan.FromMicroseconds(position * 1_000_000L / BytesPerSecond);

    public static long PositionAt(TimeSpan time) => time.Ticks * BytesPerSecond / TimeSpan.TicksPerSecond;

    /// <summary>What came from the line; the bytes are copied.</summary>
    public void Add(ReadOnlySpan<byte> audio)
    {
        if (audio.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            if (audio.Length > Longest)
            {
                Lose(audio.Length - Longest);
                audio = audio[^Longest..];
            }

            DropOldest(_end - _start + audio.Length - Longest);
            MakeRoom((int)(_end - _start) + audio.Length);
            Write(audio);
        }

        Arrived?.Invoke();
    }

    /// <summary>Copies what is to be sent next, and moves on behind it.</summary>
    /// <returns>Where it begins and how much it is. It begins later than the last one ended when audio in between was lost.</returns>
    public (long From, int Length) Take(Span<byte> into)
    {
        lock (_gate)
        {
            var from = _next;
            var length = Read(from, into);
            _next += length;
            return (from, length);
        }
    }

    /// <summary>All that is kept is to be sent once more. Returns where that begins.</summary>
    public long Rewind()
    {
        lock (_gate)
        {
            return _next = _start;
        }
    }

    /// <summary>What was said before this position has been told, so it is not needed any more.</summary>
    public void Forget(long until)
    {
        lock (_gate)
        {
            _start = Math.Clamp(until, _start, _next);
        }
    }

    private void DropOldest(long tooMany)
    {
        if (tooMany <= 0)
        {
            return;
        }

        _start += tooMany;
        if (_next < _start)
        {
            onLost((int)(_start - _next));
            _next = _start;
        }
    }

    // A message of the line that alone is longer than all that may be kept.
    private void Lose(int bytes)
    {
        onLost((int)(_end - _next) + bytes);
        _end += bytes;
        (_start, _next) = (_end, _end);
    }

    private int Read(long from, Span<byte> into)
    {
        var length = (int)Math.Min(into.Length, _end - from);
        var at = (int)(from % _ring.Length);
        var whole = Math.Min(length, _ring.Length - at);
        _ring.AsSpan(at, whole).CopyTo(into);
        _ring.AsSpan(0, length - whole).CopyTo(into[whole..]);
        return length;
    }

    // Most calls never need more than the two seconds that it begins with.
    private void MakeRoom(int length)
    {
        if (length <= _ring.Length)
        {
            return;
        }

        var kept = new byte[_end - _start];
        Read(_start, kept);
        _ring = new byte[Math.Min(Math.Max(length, _ring.Length * 2), Longest)];
        _end = _start;
        Write(kept);
    }

    /// <summary>Where the ring ends it goes on at its beginning; there is room for all of it.</summary>
    private void Write(ReadOnlySpan<byte> audio)
    {
        var at = (int)(_end % _ring.Length);
        var whole = Math.Min(audio.Length, _ring.Length - at);
        audio[..whole].CopyTo(_ring.AsSpan(at));
        audio[whole..].CopyTo(_ring);
        _end += audio.Length;
    }
}

using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>
/// Sends the caller's audio over one connection, each frame as it comes: what is heard later is answered later. What gathers while a message is
/// under way goes in the next one. Knows where in the call's audio the connection's own begins.
/// </summary>
internal sealed class AudioFeed(CallerAudio audio, Func<ReadOnlyMemory<byte>, ValueTask> send)
{
    private const int LargestPiece = CallerAudio.BytesPerSecond / 2;

    private readonly Lock _gate = new();
    private readonly byte[] _piece = new byte[LargestPiece];
    private long _start;
    private long _end;
    private bool _isSending;
    private bool _isStopped;

    /// <summary>The position in the call's audio at which the connection's clock is zero.</summary>
    public long Start
    {
        get
        {
            lock (_gate)
            {
                return _start;
            }
        }
    }

    /// <summary>From here on the connection hears all that is kept, from its beginning, and what follows.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _start = _end = audio.Rewind();
        }

        Send();
    }

    /// <summary>Takes nothing more from the audio.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
        }
    }

    /// <summary>Sends what there is. Never waits and never throws: whoever reads from the connection is told why it is gone.</summary>
    public void Send()
    {
        while (true)
        {
            ValueTask sent;
            lock (_gate)
            {
                if (_isSending || _isStopped || TakePiece() is not { Length: > 0 } piece)
                {
                    return;
                }

                _isSending = true;
                sent = SendNowAsync(piece);
            }

            if (!sent.IsCompleted)
            {
                _ = GoOnAfterAsync(sent);
                return;
            }

            // Looked at exactly once: the socket may use the object behind it again.
            var task = sent.IsCompletedSuccessfully ? Task.CompletedTask : sent.AsTask();
            Sent(task.IsCompletedSuccessfully);
        }
    }

    private ReadOnlyMemory<byte> TakePiece()
    {
        var (from, length) = audio.Take(_piece);
        // What was lost on the way is not in this connection's audio, so its clock stands as much earlier.
        _start += from - _end;
        _end = from + length;
        return _piece.AsMemory(0, length);
    }

    private ValueTask SendNowAsync(ReadOnlyMemory<byte> piece)
    {
        try
        {
            return send(piece);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    private async Task GoOnAfterAsync(ValueTask sent)
    {
        var task = sent.AsTask();
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Sent(task.IsCompletedSuccessfully);
        Send();
    }

    private void Sent(bool successfully)
    {
        lock (_gate)
        {
            _isSending = false;
            _isStopped |= !successfully;
        }
    }
}

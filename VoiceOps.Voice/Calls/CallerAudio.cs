using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Calls;

/// <summary>
/// The caller's audio on its way to the transcription, each frame as it comes: what is heard later is answered later. What gathers while a
/// message is under way goes in the next. Waits for 5 s at most and drops the oldest: late audio is worse than lost audio, and the line must never wait.
/// </summary>
internal sealed class CallerAudio(Action<int> onDropped)
{
    private const int Capacity = 40_000; // bytes: 5 s of mu-law
    private const int UsualFrame = 160; // bytes: 20 ms

    private readonly Lock _gate = new();
    private byte[] _waiting = new byte[2 * UsualFrame];
    private byte[] _sending = [];
    private ITranscription? _transcription;
    private int _length;
    private bool _isSending;

    /// <summary>From here on audio is sent; what came before goes first.</summary>
    public void SendTo(ITranscription transcription)
    {
        lock (_gate)
        {
            _transcription = transcription;
        }

        Send();
    }

    /// <summary>Mu-law bytes, valid for the time of the call only.</summary>
    public void Take(ReadOnlySpan<byte> audio)
    {
        lock (_gate)
        {
            if (audio.Length > Capacity)
            {
                onDropped(audio.Length - Capacity);
                audio = audio[^Capacity..];
            }

            var surplus = _length + audio.Length - Capacity;
            if (surplus > 0)
            {
                onDropped(surplus);
                _length -= surplus;
                _waiting.AsSpan(surplus, _length).CopyTo(_waiting);
            }

            // Most calls never need more than two frames' room.
            if (_length + audio.Length > _waiting.Length)
            {
                Array.Resize(ref _waiting, Math.Min(Capacity, Math.Max(2 * _waiting.Length, _length + audio.Length)));
            }

            audio.CopyTo(_waiting.AsSpan(_length));
            _length += audio.Length;
        }

        Send();
    }

    private void Send()
    {
        while (true)
        {
            ValueTask sent;
            lock (_gate)
            {
                if (_isSending || _length == 0 || _transcription is null)
                {
                    return;
                }

                // Two buffers in turn: the socket reads the one while the other fills.
                (_sending, _waiting) = (_waiting, _sending);
                _isSending = true;
                sent = SendNowAsync(_transcription, _sending.AsMemory(0, _length));
                _length = 0;
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

    private static ValueTask SendNowAsync(ITranscription transcription, ReadOnlyMemory<byte> audio)
    {
        try
        {
            return transcription.SendAudioAsync(audio, CancellationToken.None);
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
            if (!successfully)
            {
                // Gone for good: whoever reads from it is told why.
                _transcription = null;
            }
        }
    }
}

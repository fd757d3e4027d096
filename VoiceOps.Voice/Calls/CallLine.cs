using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls;

/// <summary>A call's media stream from its start message on: what the agent sends to it, and what comes back.</summary>
internal sealed class CallLine(TwilioMediaSocket socket, IAsyncEnumerator<MediaEvent> events, CallsMetrics metrics, TimeProvider time) : ILine
{
    private long _heardAt = time.GetTimestamp();

    /// <summary>How long the line has told nothing. Twilio sends a frame every 20 ms, silence included.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    public ValueTask SendAudioAsync(ReadOnlyMemory<byte> base64, CancellationToken cancellationToken) => socket.SendAudioAsync(base64, cancellationToken);

    public ValueTask SendMarkAsync(string name, CancellationToken cancellationToken) => socket.SendMarkAsync(name, cancellationToken);

    public ValueTask SendClearAsync(CancellationToken cancellationToken) => socket.SendClearAsync(cancellationToken);

    /// <summary>Passes on what the line tells until it is over. True when Twilio said so, false when the socket was lost.</summary>
    public async Task<bool> ReadAsync(CallAgent agent)
    {
        while (await events.MoveNextAsync())
        {
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            switch (events.Current)
            {
                case MediaReceived media:
                    agent.Hear(media.Audio.Span);
                    break;
                case MarkReturned mark:
                    await agent.MarkReturnedAsync(mark.Name);
                    break;
                case DigitPressed digit:
                    await agent.KeyPressedAsync(digit.Digit);
                    break;
                case MediaFault:
                    metrics.StreamFault();
                    break;
                case StreamStopped:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Closes the stream, upon which Twilio ends the call.</summary>
    public Task CloseAsync() => socket.CloseAsync(CancellationToken.None);

    /// <summary>Cuts the stream, whatever is under way on it.</summary>
    public void Abort() => socket.Abort();
}

namespace VoiceOps.Voice.Conversation;

/// <summary>The caller's line: plays what it is sent in order, and tells by marks how far it has come.</summary>
public interface ILine
{
    /// <summary>Queues mu-law 8 kHz audio, as base64 text.</summary>
    ValueTask SendAudioAsync(ReadOnlyMemory<byte> base64, CancellationToken cancellationToken);

    /// <summary>Comes back when everything sent before it has been played, or at once after a clear.</summary>
    ValueTask SendMarkAsync(string name, CancellationToken cancellationToken);

    /// <summary>Throws away what is queued.</summary>
    ValueTask SendClearAsync(CancellationToken cancellationToken);
}

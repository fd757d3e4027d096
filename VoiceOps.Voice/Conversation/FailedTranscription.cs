using System.Runtime.CompilerServices;

namespace VoiceOps.Voice.Conversation;

/// <summary>Stands for a transcription that could not be had: the conversation learns of it as of one that breaks, and can still apologize.</summary>
internal sealed class FailedTranscription(ProviderException fault) : ITranscription
{
    public string Model => "";

    public TimeSpan AudioSent => TimeSpan.Zero;

    public async IAsyncEnumerable<HeardEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.FromException(fault);
        yield break;
    }

    public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

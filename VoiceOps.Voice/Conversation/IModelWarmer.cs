namespace VoiceOps.Voice.Conversation;

/// <summary>Opens the connection to the language model ahead of the first request.</summary>
public interface IModelWarmer
{
    /// <summary>Never throws: the first request finds out by itself what is wrong.</summary>
    Task WarmAsync(CancellationToken cancellationToken);
}

namespace VoiceOps.Voice.Conversation;

/// <summary>A request that was given up while the provider had nothing of it, or had turned it down: it costs nothing.</summary>
public sealed class RequestNotSentException(Exception exception, CancellationToken cancellationToken)
    : OperationCanceledException(exception.Message, exception, cancellationToken);

namespace VoiceOps.Voice.Conversation;

/// <summary>A provider refused, dropped or did not answer. The message says what, in words an operator can act on.</summary>
public sealed class ProviderException(string service, string message, Exception? innerException = null)
    : Exception($"{service}: {message}", innerException)
{
    /// <summary>One of the four service names of the contract.</summary>
    public string Service { get; } = service;

    /// <summary>What it answered over HTTP; null when it did not answer.</summary>
    public int? Status { get; init; }

    /// <summary>The provider does not know the model any more: asking for it again is in vain.</summary>
    public bool IsModelGone => Status == 404;
}

namespace VoiceOps.Voice.Conversation;

/// <summary>A provider refused, dropped or did not answer. The message says what, in words an operator can act on.</summary>
public sealed class ProviderException(string service, string message, Exception? innerException = null)
    : Exception($"{service}: {message}", innerException)
{
    /// <summary>One of the four service names of the contract.</summary>
    public string Service { get; } = service;
}

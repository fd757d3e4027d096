namespace VoiceOps.Voice.Providers.Connections;

/// <summary>How long a provider is waited for and how often it is tried again: one policy for all of them, sockets and requests alike.</summary>
public sealed class ResilienceOptions
{
    public const string Section = "Resilience";

    /// <summary>One attempt to connect.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A provider that owes an answer and tells nothing for so long has failed. A caller who hears nothing for longer hangs up.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Attempts to connect again after a connection dropped in mid-call; a connection that holds starts the count anew.</summary>
    public int ReconnectAttempts { get; set; } = 5;

    /// <summary>How long one gap in a call may last; then the provider stays away for good.</summary>
    public TimeSpan ReconnectWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Second tries of a request, where a second try is safe.</summary>
    public int RetryAttempts { get; set; } = 2;
}

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>
/// Whether the provider has a request. Connecting, and waiting for another try, is not having it; the library between whoever asks and the
/// connection tells nothing of either, so the note goes along with the flow of the call.
/// </summary>
internal sealed class CerebrasSending
{
    private static readonly AsyncLocal<CerebrasSending?> Flowing = new();

    private volatile bool _isTaken;

    /// <summary>The one that the code that runs now belongs to; null outside of any.</summary>
    public static CerebrasSending? Current => Flowing.Value;

    /// <summary>True once a first byte of the prompt went out and it was not refused.</summary>
    public bool IsTaken
    {
        get => _isTaken;
        set => _isTaken = value;
    }

    /// <summary>From here on, whatever is sent in this flow is noted in the one that is returned.</summary>
    public static CerebrasSending Begin() => Flowing.Value = new CerebrasSending();
}

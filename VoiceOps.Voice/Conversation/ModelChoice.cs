namespace VoiceOps.Voice.Conversation;

/// <summary>Which models are asked for a reply, in order. A model that the provider does not know any more is not asked again in this call.</summary>
internal sealed class ModelChoice(string model, string? fallback)
{
    private volatile bool _isGone;

    /// <summary>Two at most: a caller does not wait for a third.</summary>
    public IReadOnlyList<string> Attempts => fallback is null ? [model, model] : _isGone ? [fallback, fallback] : [model, fallback];

    public void Failed(string failed, ProviderException fault) => _isGone |= failed == model && fault.IsModelGone;
}

namespace VoiceOps.Voice.Reconciliation;

/// <summary>Tells that the providers have been asked. Listeners only take note.</summary>
internal sealed class ReconciliationSignal
{
    private event Action? Asked;

    public IDisposable Subscribe(Action onAsked)
    {
        Asked += onAsked;
        return new Subscription(() => Asked -= onAsked);
    }

    public void Raise() => Asked?.Invoke();

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}

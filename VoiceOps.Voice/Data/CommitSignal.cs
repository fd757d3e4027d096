namespace VoiceOps.Voice.Data;

/// <summary>Tells that something was committed to the books. Listeners only take note; they never hold up the writer.</summary>
public sealed class CommitSignal
{
    private event Action? Committed;

    public IDisposable Subscribe(Action onCommitted)
    {
        Committed += onCommitted;
        return new Subscription(() => Committed -= onCommitted);
    }

    public void Raise() => Committed?.Invoke();

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}

namespace VoiceOps.Tests.Fakes;

/// <summary>Raised at every change, so that a condition is looked at then and not in between.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = New();

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Has no end of its own: <see cref="Eventually.InTimeAsync(Task, string, TimeSpan?)"/> gives it one.</summary>
    public async Task UntilAsync(Func<bool> isTrue)
    {
        // Taken before the look, so that no change between the two is missed.
        for (var next = Volatile.Read(ref _next).Task; !isTrue(); next = Volatile.Read(ref _next).Task)
        {
            await next;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

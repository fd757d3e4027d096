using Xunit;

namespace VoiceOps.Tests.Fakes;

/// <summary>The one way to wait for other threads and processes: what never comes fails the test and is named, instead of hanging it.</summary>
internal static class Eventually
{
    /// <summary>Much longer than anything takes on a busy machine: only what never comes takes as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits for a signal.</summary>
    public static async Task InTimeAsync(this Task signal, string what, TimeSpan? patience = null)
    {
        try
        {
            await signal.WaitAsync(patience ?? Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!signal.IsCompleted)
        {
            Assert.Fail($"Never came: {what}");
        }
    }

    /// <summary>Waits for a signal that brings something.</summary>
    public static async Task<T> InTimeAsync<T>(this Task<T> signal, string what, TimeSpan? patience = null)
    {
        await InTimeAsync((Task)signal, what, patience);
        return await signal;
    }

    /// <summary>Looks until it is true, for what gives no signal, such as another process. Prefer a signal.</summary>
    /// <param name="what">Is told if it never is.</param>
    /// <param name="meanwhile">Done after each look in vain, to let something happen.</param>
    public static async Task TrueAsync(Func<bool> isTrue, Func<string> what, Action? meanwhile = null, TimeSpan? betweenLooks = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!isTrue())
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"Never true: {what()}");
            }

            meanwhile?.Invoke();
            await Task.Delay(betweenLooks ?? BetweenLooks, CancellationToken.None);
        }
    }
}

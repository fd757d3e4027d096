using Microsoft.Extensions.Time.Testing;

namespace VoiceOps.Tests.Fakes;

internal static class PlayedTime
{
    /// <summary>Lets fake time pass, a little whenever everybody had a chance to run, until this has happened.</summary>
    public static async Task<T> PlayUntilAsync<T>(this FakeTimeProvider time, Task<T> happened)
    {
        await time.PlayUntilAsync((Task)happened);
        return await happened;
    }

    public static async Task PlayUntilAsync(this FakeTimeProvider time, Task happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.WhenAny(happened, Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None));
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await happened;
    }
}

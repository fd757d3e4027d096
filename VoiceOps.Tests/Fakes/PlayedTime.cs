using Microsoft.Extensions.Time.Testing;

namespace VoiceOps.Tests.Fakes;

internal static class PlayedTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Chance = TimeSpan.FromMilliseconds(2);

    /// <summary>Lets fake time pass, a little whenever everybody had a chance to run, until this has happened.</summary>
    public static async Task<T> PlayUntilAsync<T>(this FakeTimeProvider time, Task<T> happened)
    {
        await time.PlayUntilAsync((Task)happened);
        return await happened;
    }

    public static async Task PlayUntilAsync(this FakeTimeProvider time, Task happened)
    {
        await time.PlayUntilAsync(() => happened.IsCompleted, "what was waited for");
        await happened;
    }

    /// <summary>As above, for what gives no signal.</summary>
    public static Task PlayUntilAsync(this FakeTimeProvider time, Func<bool> isTrue, string what) =>
        Eventually.TrueAsync(isTrue, () => what, () => time.Advance(Step), Chance);
}

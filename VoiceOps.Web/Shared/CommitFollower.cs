using System.Threading.Channels;
using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Shared;

/// <summary>
/// For a page that reads something of its own: reads at once, then waits for a commit, waits out the interval, reads again, and so on;
/// never two reads at once.
/// </summary>
public sealed class CommitFollower(CommitSignal signal, TimeProvider time)
{
    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Until disposed. Reads run off the page's own thread; one that throws goes to <paramref name="onError"/> and is tried again.</summary>
    public IDisposable Follow(Func<TimeSpan> interval, Func<CancellationToken, Task> read, Func<Exception, Task> onError)
    {
        var stop = new CancellationTokenSource();
        // One note of "something was committed" is as good as many, so a further one may be dropped.
        var commits = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscription = signal.Subscribe(() => commits.Writer.TryWrite(true));
        _ = Task.Run(() => RunAsync(interval, read, onError, commits.Reader, stop.Token), CancellationToken.None);
        return new Following(subscription, stop);
    }

    private async Task RunAsync(
        Func<TimeSpan> interval, Func<CancellationToken, Task> read, Func<Exception, Task> onError, ChannelReader<bool> commits, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                // Noted before the read, so the read has it.
                commits.TryRead(out _);
                var started = time.GetTimestamp();
                var isRead = await TryReadAsync(read, onError, stopping);
                await WaitForCommitAsync(commits, isRead ? MaxAge : RetryAfter, stopping);
                if (interval() - time.GetElapsedTime(started) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private static async Task<bool> TryReadAsync(Func<CancellationToken, Task> read, Func<Exception, Task> onError, CancellationToken stopping)
    {
        try
        {
            await read(stopping);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            await onError(exception);
            return false;
        }
    }

    private async Task WaitForCommitAsync(ChannelReader<bool> commits, TimeSpan atMost, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            await commits.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Old enough to be read again; the day may have turned.
        }
    }

    private sealed class Following(IDisposable subscription, CancellationTokenSource stop) : IDisposable
    {
        public void Dispose()
        {
            subscription.Dispose();
            stop.Cancel();
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;
using Xunit;

namespace VoiceOps.Tests.Web.Shared.Live;

/// <summary>Who watches, what each is told, and when nothing is read at all.</summary>
public sealed class LiveReadingTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly WatchedTime _time = new(Snapshots.AsOf);
    private readonly CommitSignal _signal = new();
    private readonly LiveReading<int> _reading;
    private Func<int, CancellationToken, Task<int>> _read = (number, _) => Task.FromResult(number);
    private int _reads;

    public LiveReadingTests() => _reading = Reading(new LivePace<int>(Interval) { Commits = _signal });

    public void Dispose() => _reading.Dispose();

    [Fact]
    public async Task Subscribe_First_IsReadForAtOnce()
    {
        var watcher = new Watcher();
        using var subscription = watcher.Watch(_reading);

        Assert.Equal(1, await watcher.NextAsync());
    }

    [Fact]
    public async Task Subscribe_Second_SharesTheReading()
    {
        var (first, second) = (new Watcher(), new Watcher());
        using var one = first.Watch(_reading);
        await first.NextAsync();
        using var other = second.Watch(_reading);

        Assert.Equal(1, await second.NextAsync());
        Assert.Equal(1, _reads);

        await CommitAsync();
        Assert.Equal((2, 2), (await first.NextAsync(), await second.NextAsync()));
        Assert.Equal(2, _reads);
    }

    // SQLite does not yield while it reads: a page that subscribes would stand still as long.
    [Fact]
    public async Task Subscribe_ReadThatDoesNotYield_ReturnsMeanwhile()
    {
        using var slow = new ManualResetEventSlim();
        _read = (number, token) =>
        {
            slow.Wait(token);
            return Task.FromResult(number);
        };
        var watcher = new Watcher();

        using var subscription = watcher.Watch(_reading);
        Assert.Equal(0, watcher.Waiting);

        slow.Set();
        Assert.Equal(1, await watcher.NextAsync());
    }

    [Fact]
    public async Task Watcher_Slow_HoldsUpNobodyAndThenGetsTheLatest()
    {
        var (slow, quick) = (new Watcher { Gate = new TaskCompletionSource() }, new Watcher());
        using var one = slow.Watch(_reading);
        Assert.Equal(1, await slow.NextAsync());
        using var other = quick.Watch(_reading);
        Assert.Equal(1, await quick.NextAsync());

        for (var round = 2; round <= 5; round++)
        {
            await CommitAsync();
            Assert.Equal(round, await quick.NextAsync());
        }

        Assert.Equal(0, slow.Waiting);
        slow.Gate.SetResult();
        Assert.Equal(5, await slow.NextAsync());
        Assert.Equal(1, slow.MostAtOnce);
    }

    [Fact]
    public async Task Watcher_ThatThrows_GetsTheNextAllTheSame()
    {
        var watcher = new Watcher { Failure = new InvalidOperationException("The circuit is gone.") };
        using var subscription = watcher.Watch(_reading);
        await watcher.NextAsync();

        await CommitAsync();

        Assert.Equal(2, await watcher.NextAsync());
    }

    // A component lets go of what it watched on its own thread, where the callback already waits to be run.
    [Fact]
    public async Task Watcher_LetsGoBeforeItsCallbackRuns_IsNotCalled()
    {
        var waiting = new TaskCompletionSource<Func<Task>>();
        var called = false;
        var subscription = _reading.Subscribe(
            callback =>
            {
                waiting.TrySetResult(callback);
                return Task.CompletedTask;
            },
            _ => called = true);
        var callback = await waiting.Task.InTimeAsync("a callback");

        subscription.Dispose();
        await callback();

        Assert.False(called);
    }

    [Fact]
    public async Task Read_Unchanged_TellsNobody()
    {
        _read = (number, _) => Task.FromResult(number < 3 ? 1 : number);
        var watcher = new Watcher();
        using var subscription = watcher.Watch(_reading);
        Assert.Equal(1, await watcher.NextAsync());

        await CommitAsync();
        await CommitAsync();

        Assert.Equal(3, await watcher.NextAsync());
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task Read_ThatFails_IsToldToWhoAsksAndToNewcomersAndTriedAgain()
    {
        var (asks, doesNotAsk, newcomer) = (new Watcher(), new Watcher(), new Watcher());
        using var one = asks.Watch(_reading);
        using var other = doesNotAsk.WatchWithoutErrors(_reading);
        await asks.NextAsync();
        await doesNotAsk.NextAsync();
        _read = (_, _) => throw new InvalidOperationException("The disk is away.");

        await CommitAsync();
        Assert.Equal("The disk is away.", (await asks.NextErrorAsync()).Message);
        using var third = newcomer.Watch(_reading);
        Assert.Equal("The disk is away.", (await newcomer.NextErrorAsync()).Message);
        Assert.Equal(0, newcomer.Waiting);

        // The same as before the failure, and all the same news.
        _read = (_, _) => Task.FromResult(1);
        Assert.Equal(LiveWait.RetryAfter, await _time.NextWaitAsync());
        _time.Advance(LiveWait.RetryAfter);
        Assert.Equal((1, 1, 1), (await asks.NextAsync(), await doesNotAsk.NextAsync(), await newcomer.NextAsync()));
    }

    // A read's own time-out, say: it looks like the end of the reading and is not.
    [Fact]
    public async Task Read_CancelledBySomebodyElse_IsAFailureAndTriedAgain()
    {
        _read = (number, _) => number == 1 ? throw new TaskCanceledException() : Task.FromResult(number);
        var watcher = new Watcher();
        using var subscription = watcher.Watch(_reading);
        Assert.IsType<TaskCanceledException>(await watcher.NextErrorAsync());

        await _time.NextWaitAsync();
        _time.Advance(LiveWait.RetryAfter);

        Assert.Equal(2, await watcher.NextAsync());
    }

    [Fact]
    public async Task LastWatcher_Leaving_EndsTheReading()
    {
        var (watcher, next) = (new Watcher(), new Watcher());
        var subscription = watcher.Watch(_reading);
        await watcher.NextAsync();
        await _time.NextWaitAsync();

        subscription.Dispose();
        _signal.Raise();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, _reads);
        using var again = next.Watch(_reading);

        Assert.Equal(2, await next.NextAsync());
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    public async Task Watcher_LeavingTwice_EndsNothingThatOthersWatch()
    {
        var (watcher, other) = (new Watcher(), new Watcher());
        var subscription = watcher.Watch(_reading);
        await watcher.NextAsync();
        await _time.NextWaitAsync();
        subscription.Dispose();
        using var others = other.Watch(_reading);
        Assert.Equal(2, await other.NextAsync());

        subscription.Dispose();
        await CommitAsync();

        Assert.Equal(3, await other.NextAsync());
    }

    // The read that is cancelled does not end at once: whoever comes meanwhile is not read for beside it.
    [Fact]
    public async Task LastWatcher_LeavingDuringARead_CancelsItAndTheNextWaitsForItsEnd()
    {
        var (begun, cancelled, end) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        _read = async (number, token) =>
        {
            if (number == 1)
            {
                begun.SetResult();
                await using var _ = token.Register(cancelled.SetResult);
                await end.Task;
            }

            return number;
        };
        var (watcher, next) = (new Watcher(), new Watcher());
        var subscription = watcher.Watch(_reading);
        await begun.Task.InTimeAsync("a read");

        subscription.Dispose();
        await cancelled.Task.InTimeAsync("a cancellation");
        using var again = next.Watch(_reading);
        for (var turn = 0; turn < 100; turn++)
        {
            // A read that did not wait would have begun by now: its thread was asked for before these.
            await Task.Run(() => { });
        }

        Assert.Equal(1, _reads);
        end.SetResult();

        // What was cancelled is nobody's latest, although it was read in the end.
        Assert.Equal(2, await next.NextAsync());
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    public async Task Subscribe_SoonAfterAllHaveLeft_GetsWhatIsKept()
    {
        using var reading = Reading(new LivePace<int>(TimeSpan.FromSeconds(5)) { Commits = _signal, KeptFor = TimeSpan.FromSeconds(3) });
        await LookAsync(reading);

        _time.Advance(TimeSpan.FromSeconds(2.999));
        var soon = new Watcher();
        using var subscription = soon.Watch(reading);
        Assert.Equal(1, await soon.NextAsync());

        // It is read again when the interval is over, whatever was committed while nobody watched.
        await _time.NextWaitAsync(wait => wait == TimeSpan.FromSeconds(2.001));
        Assert.Equal(1, _reads);
        _time.Advance(TimeSpan.FromSeconds(2.001));
        Assert.Equal(2, await soon.NextAsync());
    }

    [Fact]
    public async Task Subscribe_LongAfterAllHaveLeft_GetsNothingOld()
    {
        using var reading = Reading(new LivePace<int>(TimeSpan.FromSeconds(5)) { Commits = _signal, KeptFor = TimeSpan.FromSeconds(3) });
        await LookAsync(reading);

        _time.Advance(TimeSpan.FromSeconds(3));

        var late = new Watcher();
        using var subscription = late.Watch(reading);
        Assert.Equal(2, await late.NextAsync());
    }

    private static async Task LookAsync(LiveReading<int> reading)
    {
        var watcher = new Watcher();
        using var subscription = watcher.Watch(reading);
        Assert.Equal(1, await watcher.NextAsync());
    }

    private LiveReading<int> Reading(LivePace<int> pace) => new(token => _read(Interlocked.Increment(ref _reads), token), pace, _time, NullLogger.Instance);

    // Time moves on only once the reading waits, so every commit is one read.
    private async Task CommitAsync()
    {
        await _time.NextWaitAsync(wait => wait == LiveWait.MaxAge);
        _time.Advance(Interval);
        _signal.Raise();
    }
}

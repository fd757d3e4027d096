using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;
using Xunit;

namespace VoiceOps.Tests.Web.Shared.Live;

/// <summary>When a reading reads again.</summary>
public sealed class LivePaceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly WatchedTime _time = new(Snapshots.AsOf);
    private readonly CommitSignal _signal = new();
    private readonly Watcher _watcher = new();
    private Action _whileReading = () => { };
    private int _reads;

    [Fact]
    public async Task Commit_AfterTheInterval_IsReadWithoutAnyWait()
    {
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal });
        await _watcher.NextAsync();
        await _time.NextWaitAsync();
        _time.Advance(Interval);

        _signal.Raise();

        Assert.Equal(2, await _watcher.NextAsync());
    }

    [Fact]
    public async Task Commits_OfAMoment_AreOneReadAfterTheInterval()
    {
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal });
        await _watcher.NextAsync();
        Assert.Equal(LiveWait.MaxAge, await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMilliseconds(40));

        for (var commit = 0; commit < 50; commit++)
        {
            _signal.Raise();
        }

        Assert.Equal(TimeSpan.FromMilliseconds(60), await _time.NextWaitAsync());
        Assert.Equal(1, _reads);
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(2, await _watcher.NextAsync());
        Assert.Equal(LiveWait.MaxAge, await _time.NextWaitAsync());
        Assert.Equal(2, _reads);
    }

    // It may have come too late for that read.
    [Fact]
    public async Task Commit_WhileItIsRead_IsReadAfterwards()
    {
        _whileReading = _signal.Raise;
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal });
        await _watcher.NextAsync();
        await _time.NextWaitAsync(wait => wait == Interval);

        _time.Advance(Interval);

        Assert.Equal(2, await _watcher.NextAsync());
    }

    [Fact]
    public async Task NoCommit_ForTheLongestAge_IsReadAgain()
    {
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal });
        await _watcher.NextAsync();
        await _time.NextWaitAsync();

        _time.Advance(LiveWait.MaxAge);

        Assert.Equal(2, await _watcher.NextAsync());
    }

    [Fact]
    public async Task Outdated_WithoutAnyCommit_IsReadAgain()
    {
        var midnight = Snapshots.AsOf.AddSeconds(10);
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal, OutdatedAt = _ => midnight });
        await _watcher.NextAsync();
        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, await _watcher.NextAsync());
        Assert.Equal(LiveWait.MaxAge, await _time.NextWaitAsync());
    }

    [Fact]
    public async Task IntervalAfter_TheValue_CountsAndNotThePlainOne()
    {
        using var subscription = Watch(new LivePace<int>(Interval) { Commits = _signal, IntervalAfter = _ => TimeSpan.FromSeconds(2) });
        await _watcher.NextAsync();
        await _time.NextWaitAsync();

        _signal.Raise();

        Assert.Equal(TimeSpan.FromSeconds(2), await _time.NextWaitAsync());
    }

    [Fact]
    public async Task NoSignal_IsReadEveryIntervalFromStartToStart()
    {
        _whileReading = () => _time.Advance(TimeSpan.FromMilliseconds(30));
        using var subscription = Watch(new LivePace<int>(Interval));

        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(round, await _watcher.NextAsync());
            Assert.Equal(TimeSpan.FromMilliseconds(70), await _time.NextWaitAsync());
            _time.Advance(TimeSpan.FromMilliseconds(70));
        }
    }

    private IDisposable Watch(LivePace<int> pace) => _watcher.Watch(new LiveReading<int>(
        _ =>
        {
            _whileReading();
            return Task.FromResult(Interlocked.Increment(ref _reads));
        },
        pace, _time, NullLogger.Instance));
}

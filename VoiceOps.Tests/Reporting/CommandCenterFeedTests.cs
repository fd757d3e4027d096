using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class CommandCenterFeedTests : IDisposable
{
    private static readonly RangeRequest Today = new(RangeKind.Today);
    private readonly WatchedTime _time = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
    private readonly CommitSignal _signal = new();
    private readonly CommandCenterFeed _feed;
    private Func<RangeRequest, Task>? _beforeRead;
    private int _reads;

    public CommandCenterFeedTests() => _feed = new CommandCenterFeed(ReadAsync, _signal, _time, NullLogger.Instance);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Subscribe_First_GetsTheSnapshotAtOnce()
    {
        var viewer = new Viewer();
        using var subscription = _feed.Subscribe(Today, viewer.Take);

        Assert.Equal(1, await viewer.NextAsync());
    }

    [Fact]
    public async Task Subscribe_SecondOfARange_SharesTheSnapshot()
    {
        var (first, second) = (new Viewer(), new Viewer());
        using var one = _feed.Subscribe(Today, first.Take);
        await first.NextAsync();
        using var other = _feed.Subscribe(new RangeRequest(RangeKind.Today), second.Take);

        Assert.Equal(1, await second.NextAsync());
        Assert.Equal(1, _reads);

        await CommitAsync();
        Assert.Equal(2, await first.NextAsync());
        Assert.Equal(2, await second.NextAsync());
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Commit_AfterTheInterval_IsReadWithoutAnyWait()
    {
        var viewer = new Viewer();
        using var subscription = _feed.Subscribe(Today, viewer.Take);
        await viewer.NextAsync();
        await _time.NextWaitAsync();
        _time.Advance(RangeFeed.MinInterval);

        _signal.Raise();

        Assert.Equal(2, await viewer.NextAsync());
    }

    [Fact]
    public async Task Commits_OfAMoment_AreOneSnapshotAfterTheInterval()
    {
        var viewer = new Viewer();
        using var subscription = _feed.Subscribe(Today, viewer.Take);
        await viewer.NextAsync();
        Assert.Equal(RangeFeed.MaxAge, await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMilliseconds(40));

        for (var commit = 0; commit < 50; commit++)
        {
            _signal.Raise();
        }

        Assert.Equal(TimeSpan.FromMilliseconds(60), await _time.NextWaitAsync());
        Assert.Equal(1, _reads);
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.Equal(2, await viewer.NextAsync());
        Assert.Equal(RangeFeed.MaxAge, await _time.NextWaitAsync());
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task SlowViewer_HoldsUpNobodyAndThenGetsTheLatest()
    {
        var (slow, quick) = (new Viewer(), new Viewer());
        slow.Gate = new TaskCompletionSource();
        using var one = _feed.Subscribe(Today, slow.Take);
        Assert.Equal(1, await slow.NextAsync());
        using var other = _feed.Subscribe(Today, quick.Take);
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
    public async Task Read_ThatFails_GoesToOnErrorAndTheFeedGoesOn()
    {
        var viewer = new Viewer();
        using var subscription = _feed.Subscribe(Today, viewer.Take, viewer.TakeError);
        await viewer.NextAsync();
        _beforeRead = _ => throw new InvalidOperationException("The disk is away.");

        await CommitAsync();
        Assert.Equal("The disk is away.", (await viewer.NextErrorAsync()).Message);
        _beforeRead = null;
        Assert.Equal(RangeFeed.RetryAfter, await _time.NextWaitAsync());
        _time.Advance(RangeFeed.RetryAfter);

        Assert.Equal(3, await viewer.NextAsync());
    }

    [Fact]
    public async Task Viewer_ThatThrows_GetsTheNextAllTheSame()
    {
        var viewer = new Viewer { Failure = new InvalidOperationException("The circuit is gone.") };
        using var subscription = _feed.Subscribe(Today, viewer.Take);
        await viewer.NextAsync();

        await CommitAsync();

        Assert.Equal(2, await viewer.NextAsync());
    }

    [Fact]
    public async Task LastViewer_Leaving_EndsTheReading()
    {
        var viewer = new Viewer();
        var subscription = _feed.Subscribe(Today, viewer.Take);
        await viewer.NextAsync();
        await _time.NextWaitAsync();

        subscription.Dispose();
        subscription.Dispose();
        _signal.Raise();
        _time.Advance(TimeSpan.FromMinutes(5));
        var next = new Viewer();
        using var again = _feed.Subscribe(Today, next.Take);

        Assert.Equal(2, await next.NextAsync());
        Assert.Equal(0, viewer.Waiting);
    }

    [Fact]
    public async Task LastViewer_LeavingDuringARead_CancelsIt()
    {
        var (begun, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var feed = new CommandCenterFeed(
            async (_, token) =>
            {
                begun.SetResult();
                token.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            },
            _signal, _time, NullLogger.Instance);
        var subscription = feed.Subscribe(Today, _ => Task.CompletedTask);
        await begun.Task;

        subscription.Dispose();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Midnight_WithoutAnyCommit_TurnsToday()
    {
        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(10));
        var viewer = new Viewer();
        using var subscription = _feed.Subscribe(Today, viewer.Take);
        await viewer.NextAsync();
        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, await viewer.NextAsync());
        Assert.Equal(new DateOnly(2026, 6, 11), viewer.Latest!.Range.FirstDay);
    }

    // Time moves on only once the feed waits, so every commit is one read.
    private async Task CommitAsync()
    {
        await _time.NextWaitAsync();
        _time.Advance(RangeFeed.MinInterval);
        _signal.Raise();
    }

    private async Task<CommandCenterSnapshot> ReadAsync(RangeRequest request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _reads);
        await (_beforeRead?.Invoke(request) ?? Task.CompletedTask);
        var now = _time.GetUtcNow().UtcDateTime;
        return new CommandCenterSnapshot
        {
            AsOf = now,
            Range = ReportRanges.Resolve(request, now, TimeZoneInfo.Utc),
            HasCalls = true,
            Current = Totals.Of([], []),
            Previous = Totals.Of([], []),
            Services = [],
            Series = [],
            Rates = [],
            RecentCalls = [],
            // Tells the tests which read it was.
            Receivable = new Money(number),
        };
    }

    private sealed class Viewer
    {
        private readonly Channel<long> _numbers = Channel.CreateUnbounded<long>();
        private readonly Channel<Exception> _errors = Channel.CreateUnbounded<Exception>();
        private int _running;

        public TaskCompletionSource? Gate { get; set; }

        public Exception? Failure { get; init; }

        public int MostAtOnce { get; private set; }

        public CommandCenterSnapshot? Latest { get; private set; }

        public int Waiting => _numbers.Reader.Count;

        public async Task Take(CommandCenterSnapshot snapshot)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            Latest = snapshot;
            _numbers.Writer.TryWrite(snapshot.Receivable.Nanos);
            await (Gate?.Task ?? Task.CompletedTask);
            Interlocked.Decrement(ref _running);
            if (Failure is not null)
            {
                throw Failure;
            }
        }

        public Task TakeError(Exception exception)
        {
            _errors.Writer.TryWrite(exception);
            return Task.CompletedTask;
        }

        public async Task<long> NextAsync() => await _numbers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        public async Task<Exception> NextErrorAsync() => await _errors.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class SharedPollTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Only a limit, for a poll that has died.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly SharedPoll<string> _poll;
    private int _count;

    public SharedPollTests() => _poll = new SharedPoll<string>(
        _ => Task.FromResult($"{Interlocked.Increment(ref _count)}"), Interval, _time, _ => { });

    [Fact]
    public async Task Subscribe_Two_ShareOneRead()
    {
        var (first, second) = (Channel.CreateUnbounded<string>(), Channel.CreateUnbounded<string>());
        using var one = _poll.Subscribe(value => first.Writer.WriteAsync(value).AsTask());
        Assert.Equal("1", await first.Reader.ReadAsync());
        using var other = _poll.Subscribe(value => second.Writer.WriteAsync(value).AsTask());

        Assert.Equal("1", await second.Reader.ReadAsync());
        Assert.Equal(1, _count);
    }

    [Fact]
    public async Task Viewer_Slow_HoldsUpNobodyAndSkipsWhatIsOutdated()
    {
        var release = new TaskCompletionSource();
        var (slow, fast) = (Channel.CreateUnbounded<string>(), Channel.CreateUnbounded<string>());
        using var one = _poll.Subscribe(async value =>
        {
            await slow.Writer.WriteAsync(value);
            await release.Task;
        });
        Assert.Equal("1", await slow.Reader.ReadAsync());
        using var other = _poll.Subscribe(value => fast.Writer.WriteAsync(value).AsTask());
        Assert.Equal("1", await fast.Reader.ReadAsync());

        for (var next = 2; next <= 5; next++)
        {
            _time.Advance(Interval);
            Assert.Equal($"{next}", await fast.Reader.ReadAsync());
        }

        release.SetResult();
        Assert.Equal("5", await slow.Reader.ReadAsync());
    }

    // A read's own time-out, say: it looks like the end of the poll and is not.
    [Fact]
    public async Task Read_CancelledBySomebodyElse_IsAFailureAndReadAgain()
    {
        var failures = Channel.CreateUnbounded<Exception>();
        var seen = Channel.CreateUnbounded<string>();
        var reads = 0;
        var poll = new SharedPoll<string>(
            _ => Interlocked.Increment(ref reads) == 1 ? throw new TaskCanceledException() : Task.FromResult("read"),
            Interval, _time, failure => failures.Writer.TryWrite(failure));
        using var viewer = poll.Subscribe(value => seen.Writer.WriteAsync(value).AsTask());
        Assert.IsType<TaskCanceledException>(await failures.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience));

        await _time.PlayUntilAsync(seen.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("read", await seen.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_OfTheLastViewer_StopsTheTimer()
    {
        var seen = Channel.CreateUnbounded<string>();
        var viewer = _poll.Subscribe(value => seen.Writer.WriteAsync(value).AsTask());
        await seen.Reader.ReadAsync();

        viewer.Dispose();
        _time.Advance(Interval * 10);

        Assert.Equal(1, _count);
    }
}

using System.Threading.Channels;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class CommitFollowerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly WatchedTime _time = new(Snapshots.AsOf);
    private readonly CommitSignal _signal = new();
    private readonly Channel<Exception?> _reads = Channel.CreateUnbounded<Exception?>();
    private Exception? _fault;

    [Fact]
    public async Task Follow_Commits_AreReadOnceAnIntervalHoweverMany()
    {
        using var following = Follow();
        Assert.Null(await NextAsync());

        // Waits for a commit, then waits out the interval.
        await _time.NextWaitAsync();
        _signal.Raise();
        _signal.Raise();
        await _time.NextWaitAsync();
        Assert.False(_reads.Reader.TryRead(out _));
        _time.Advance(Interval);

        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task Follow_ReadFails_TellsItAndTriesAgain()
    {
        _fault = new InvalidOperationException("disk I/O error");
        using var following = Follow();
        Assert.Equal("disk I/O error", (await NextAsync())!.Message);

        _fault = null;
        await _time.NextWaitAsync();
        _time.Advance(CommitFollower.RetryAfter);

        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task Follow_Disposed_ReadsNoMore()
    {
        var following = Follow();
        await NextAsync();
        await _time.NextWaitAsync();

        following.Dispose();
        _signal.Raise();
        _time.Advance(CommitFollower.MaxAge);

        Assert.False(_reads.Reader.TryRead(out _));
    }

    private IDisposable Follow() => new CommitFollower(_signal, _time).Follow(
        () => Interval,
        async _ =>
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            await _reads.Writer.WriteAsync(null, CancellationToken.None);
        },
        async exception => await _reads.Writer.WriteAsync(exception));

    private Task<Exception?> NextAsync() => _reads.Reader.ReadAsync().AsTask().InTimeAsync("a read");
}

using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;

namespace VoiceOps.Tests.Reporting;

/// <summary>Fake time that tells when somebody starts to wait for it, so that a test moves it on only then.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The length of the next wait that somebody starts, or started unseen.</summary>
    public Task<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync().AsTask().InTimeAsync("a wait");

    /// <summary>The next of them that is such.</summary>
    public Task<TimeSpan> NextWaitAsync(Func<TimeSpan, bool> isSuch) => _waits.Reader.ReadAllAsync().FirstAsync(isSuch).AsTask().InTimeAsync("such a wait");
}

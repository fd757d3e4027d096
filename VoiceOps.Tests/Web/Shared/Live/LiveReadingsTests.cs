using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;
using Xunit;

namespace VoiceOps.Tests.Web.Shared.Live;

public sealed class LiveReadingsTests : IDisposable
{
    private readonly WatchedTime _time = new(Snapshots.AsOf);
    private readonly CommitSignal _signal = new();
    private readonly List<string> _read = [];
    private readonly LiveReadings<string, int> _readings;

    public LiveReadingsTests() => _readings = new LiveReadings<string, int>(
        (key, _) =>
        {
            lock (_read)
            {
                _read.Add(key);
                return Task.FromResult(_read.Count);
            }
        },
        new LivePace<int>(TimeSpan.FromSeconds(1)) { Commits = _signal }, _time, NullLogger.Instance);

    public void Dispose() => _readings.Dispose();

    [Fact]
    public async Task Subscribe_TheSameKey_SharesAndAnotherDoesNot()
    {
        var (first, second, other) = (new Watcher(), new Watcher(), new Watcher());
        using var one = first.Watch(_readings, "today");
        Assert.Equal(1, await first.NextAsync());
        using var two = second.Watch(_readings, new string("today"));
        Assert.Equal(1, await second.NextAsync());
        using var three = other.Watch(_readings, "month");
        Assert.Equal(2, await other.NextAsync());

        Assert.Equal(["today", "month"], _read);
    }

    [Fact]
    public async Task Subscribe_AfterAllHaveLeft_IsReadAnew()
    {
        for (var round = 1; round <= 3; round++)
        {
            var watcher = new Watcher();
            using var subscription = watcher.Watch(_readings, "today");
            Assert.Equal(round, await watcher.NextAsync());
        }
    }

    [Fact]
    public async Task Dispose_EndsAllReadings()
    {
        var watcher = new Watcher();
        using var subscription = watcher.Watch(_readings, "today");
        await watcher.NextAsync();
        await _time.NextWaitAsync();

        _readings.Dispose();
        _time.Advance(LiveWait.MaxAge);
        _signal.Raise();

        Assert.Single(_read);
    }
}

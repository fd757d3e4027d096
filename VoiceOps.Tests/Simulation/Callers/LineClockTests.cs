using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Callers;
using Xunit;

namespace VoiceOps.Tests.Simulation.Callers;

public sealed class LineClockTests
{
    [Fact]
    public async Task Until_ManyLines_AreWokenInTheOrderOfTheirTimes()
    {
        var time = new FakeTimeProvider();
        using var clock = new LineClock(time);
        var woken = new List<int>();
        var lines = new[] { 40, 20, 60 }.Select(due => WaitAsync(new LineTick(clock), due)).ToList();

        time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Empty(woken);
        for (var step = 0; step < 45; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(lines).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal([20, 40, 60], woken);

        async Task WaitAsync(LineTick tick, int due)
        {
            await tick.UntilAsync(TimeSpan.FromMilliseconds(due));
            woken.Add(due);
        }
    }

    [Fact]
    public async Task Until_OneLineAgainAndAgain_IsWokenEachTime()
    {
        var time = new FakeTimeProvider();
        using var clock = new LineClock(time);
        var frames = 0;
        var talking = TalkAsync(new LineTick(clock));

        for (var step = 0; step < 100; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(2));
        }

        await talking.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(10, frames);

        async Task TalkAsync(LineTick tick)
        {
            for (; frames < 10; frames++)
            {
                await tick.UntilAsync(frames * TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [Fact]
    public void Until_ATimeThatHasPassed_DoesNotWait()
    {
        var time = new FakeTimeProvider();
        using var clock = new LineClock(time);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(new LineTick(clock).UntilAsync(TimeSpan.FromMilliseconds(20)).IsCompletedSuccessfully);
    }
}

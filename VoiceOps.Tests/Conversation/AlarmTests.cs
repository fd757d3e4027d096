using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Conversation;

public sealed class AlarmTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Alarm> _rang = [];
    private int _due;

    // What it is to be set to is worked out from two looks at the clock, and a busy machine may be long between them: it ended the call.
    [Fact]
    public async Task Set_TimeThatHasPassed_RingsAtOnce()
    {
        using var alarm = NewAlarm();

        alarm.Set(TimeSpan.FromMilliseconds(-20));
        _time.Advance(TimeSpan.Zero);

        await Assert.Single(_rang).RangAsync();
        Assert.Equal(1, _due);
        Assert.False(alarm.IsSet);
    }

    [Fact]
    public async Task Rang_SetAnewSince_WaitsForTheNewTime()
    {
        using var alarm = NewAlarm();
        alarm.Set(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        alarm.Set(TimeSpan.FromSeconds(5));

        await Assert.Single(_rang).RangAsync();

        Assert.Equal(0, _due);
        _time.Advance(TimeSpan.FromSeconds(5));
        await _rang[^1].RangAsync();
        Assert.Equal(1, _due);
    }

    private Alarm NewAlarm() => new(_time, _rang.Add, () =>
    {
        _due++;
        return Task.CompletedTask;
    });
}

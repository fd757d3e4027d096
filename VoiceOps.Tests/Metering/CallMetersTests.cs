using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

public sealed class CallMetersTests : CallMetersTestBase
{
    [Fact]
    public void Advance_WhileTheStoreIsAway_KeepsOneRowAMeterAndLosesNothing()
    {
        for (var minute = 0; minute < 30; minute++)
        {
            Meters.Usage.AudioSent(8_000 * 60, Hearing);
            Time.Advance(TimeSpan.FromMinutes(1));
            Meters.Advance();
        }

        var held = Meters.Collect(Time.GetUtcTime())!;
        Assert.InRange(held.Events.Count, 1, 2);

        End();

        Assert.Equal(30, RowsOf(ServiceNames.Twilio).Sum(row => row.UsageAmount));
        Assert.Equal(30 * 60, RowsOf(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(Rows.Count, Rows.Select(row => row.EventKey).Distinct().Count());
    }

    [Fact]
    public void ExampleA_ThroughTheCallsMeters_IsRightToTheNano()
    {
        for (var second = 0; second < 187; second++)
        {
            for (var frame = 0; frame < 50; frame++)
            {
                Meters.Usage.AudioSent(160, Hearing);
            }

            Time.Advance(TimeSpan.FromSeconds(1));
            Meters.Advance();
            if (second % 40 == 39)
            {
                Meters.Usage.CharactersSent(370, $"u{second / 40}", Voice);
                Meters.EndTurn();
            }

            if (second % 7 == 0)
            {
                Commit();
            }
        }

        Meters.Usage.TokensUsed("req-1", Large, 9_000, 1_000);
        Meters.Usage.TokensUsed("req-2", Large, 650, 210);
        End();

        Assert.Equal(
            [(ServiceNames.Twilio, 56_000_000), (ServiceNames.Deepgram, 18_388_333), (ServiceNames.ElevenLabs, 222_000_000), (ServiceNames.Cerebras, 6_516_000)],
            ServiceNames.All.Select(service => (service, RowsOf(service).Sum(row => row.CostNanos!.Value))));
        Assert.Equal(302_904_333, Meters.Read().Cost.Nanos);
        Assert.Equal(374_000_000, Earned());
        Assert.Equal(187, Meters.DurationSeconds);
    }

    [Fact]
    public void End_Twice_ClosesOnceAndPostsNothingMore()
    {
        Time.Advance(TimeSpan.FromSeconds(20));
        Meters.End(() => new CallAnswered(1, DateTime.UnixEpoch));
        Time.Advance(TimeSpan.FromMinutes(2));
        Meters.End(() => new CallAnswered(1, DateTime.UnixEpoch));

        var batch = Meters.Collect(Time.GetUtcTime())!;

        Assert.Single(batch.Journal);
        Assert.Equal(1m, Assert.Single(batch.Events).UsageAmount);
        Assert.Equal(TimeSpan.FromSeconds(20), Meters.Elapsed);
    }

    [Fact]
    public void End_RowsAddedWhileACommitRuns_AreInTheNext()
    {
        Meters.Usage.AudioSent(8_000, Hearing);
        Meters.EndTurn();
        var first = Meters.Collect(Time.GetUtcTime())!;
        Meters.Usage.TokensUsed("req-1", Large, 5, 5);

        Assert.False(Meters.Acknowledge(first));
        var second = Meters.Collect(Time.GetUtcTime())!;

        Assert.Equal(["req-1/prompt", "req-1/completion"], second.Events.Select(row => row.EventKey));
        Assert.Null(second.AnsweredAt);
    }

    // A price that somebody wrote into the database by hand, say.
    [Fact]
    public void End_OfACallThatCannotBeRated_IsTheEndAllTheSame()
    {
        var meters = new CallMeters(1, Sid, Terms() with { PricePerMinute = decimal.MaxValue }, Time);
        Time.Advance(TimeSpan.FromSeconds(10));

        var closing = new CallAnswered(1, DateTime.UnixEpoch);

        Assert.Throws<OverflowException>(() => meters.End(() => closing));

        Assert.Equal([closing], meters.Collect(Time.GetUtcTime())!.Journal);
    }

    [Fact]
    public void Collect_MetersThatStoodStill_AreNotCheckpointedAgain()
    {
        Meters.Usage.AudioSent(8_000, Hearing);
        Meters.Usage.CharactersSent(40, "u1", Voice);
        Meters.Advance();
        Meters.EndTurn();
        Assert.Equal(3, Commit().Checkpoints.Count);
        Time.Advance(TimeSpan.FromSeconds(2));
        Meters.Usage.AudioSent(8_000, Hearing);

        var later = Commit().Checkpoints;
        Time.Advance(TimeSpan.FromSeconds(2));
        var still = Commit().Checkpoints;
        End();

        Assert.Equal([ServiceNames.Deepgram], later.Select(meter => meter.Service));
        // The call's clock goes on, and somebody has to tell it.
        Assert.Equal([4_000_000L], still.Select(meter => meter.ElapsedMicros));
        Assert.Equal(3, Kept.Count);
        Assert.All(Kept, meter => Assert.Equal(4_000_000, meter.ElapsedMicros));
    }

    [Fact]
    public void Collect_CheckpointThatWasNotCommitted_IsToldAgain()
    {
        Meters.Usage.CharactersSent(40, "u1", Voice);
        Meters.Collect(Time.GetUtcTime());

        Assert.Contains(Commit().Checkpoints, meter => meter is { Service: ServiceNames.ElevenLabs, UsageMicros: 40_000_000 });
    }

    [Fact]
    public void Collect_MeterThatWasSettledToNothing_ReplacesItsCheckpoint()
    {
        Meters.Usage.TranscriptionStarted("request", Hearing);
        Meters.Usage.AudioSent(8_000, Hearing);
        Commit();

        Meters.Usage.TranscriptionSettled(0, Hearing);
        End();

        Assert.Equal(0, Assert.Single(Kept, meter => meter.Service == ServiceNames.Deepgram).UsageMicros);
    }
}

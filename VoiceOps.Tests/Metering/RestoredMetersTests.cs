using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>Meters that come back from the store after a crash, or for what became known later.</summary>
public sealed class RestoredMetersTests : CallMetersTestBase
{
    [Fact]
    public void Restore_FromTheLastCheckpoint_PostsWhatWasCountedAndNotMore()
    {
        Meters.Advance();
        Meters.Usage.AudioSent(80_000, Hearing);
        Meters.Usage.CharactersSent(40, "u1", Voice);
        Meters.Usage.TokensUsed("req-1", Large, 100, 20);
        Time.Advance(TimeSpan.FromSeconds(70));
        Meters.EndTurn();
        Commit();
        Meters.Usage.AudioSent(24_000, Hearing);
        Meters.Usage.CharactersSent(2, "u2", Voice);
        Time.Advance(TimeSpan.FromSeconds(2));
        Commit();
        var revenue = new CallRevenue(Movements.Sum(row => row.TalkSeconds), Movements.Sum(row => row.BilledSeconds));
        Meters.Usage.AudioSent(160_000, Hearing); // after the last checkpoint: gone with the process

        Time.Advance(TimeSpan.FromHours(1));
        var restored = CallMeters.Restore(1, Sid, Terms(), Meters.AnsweredAt, TimeSpan.FromSeconds(72), Kept, revenue, Time);
        restored.End(Close);
        Commit(restored);

        Assert.Equal(13, RowsOf(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(42, RowsOf(ServiceNames.ElevenLabs).Sum(row => row.UsageAmount));
        Assert.Equal(120, RowsOf(ServiceNames.Cerebras).Sum(row => row.UsageAmount));
        Assert.Equal(2, RowsOf(ServiceNames.Twilio).Sum(row => row.UsageAmount));
        Assert.Equal((72, 144_000_000), (Movements.Sum(row => row.TalkSeconds), Earned()));
        Assert.Equal(Rows.Count, Rows.Select(row => row.EventKey).Distinct().Count());
        Assert.Equal(restored.Read().Cost.Nanos, Rows.Sum(row => row.CostNanos));
        Assert.Equal((72, true), (restored.DurationSeconds, restored.Settled.IsCompletedSuccessfully));
    }

    [Fact]
    public void Restore_LaterReport_IsTheDifferenceAlone()
    {
        Time.Advance(TimeSpan.FromSeconds(61));
        Meters.End(Close);
        Commit();
        var restored = CallMeters.Restore(
            1, Sid, Terms(), Meters.AnsweredAt, Meters.Elapsed, Kept, new CallRevenue(61, 61), Time);

        Assert.True(restored.ReportDuration(59));
        var batch = Commit(restored);

        Assert.Equal(("call-duration/CA1", -1m), (batch.Events.Single().EventKey, batch.Events.Single().UsageAmount));
        Assert.Equal((59, 118_000_000), (Movements.Sum(row => row.TalkSeconds), Earned()));
        Assert.Null(batch.AnsweredAt);
    }

    [Fact]
    public void Restore_LineThatTwilioHasBilled_LaterReportMovesRevenueAlone()
    {
        Time.Advance(TimeSpan.FromSeconds(61));
        Meters.End(Close);
        Commit();
        var restored = CallMeters.Restore(
            1, Sid, Terms(), Meters.AnsweredAt, Meters.Elapsed, Kept, new CallRevenue(61, 61), Time, lineBasis: null);

        Assert.True(restored.ReportDuration(59));
        var batch = Commit(restored);

        Assert.Empty(batch.Events);
        Assert.Equal((59, 118_000_000), (Movements.Sum(row => row.TalkSeconds), Earned()));
    }

    [Fact]
    public void Answer_RestoredCallThatNobodyToldOf_CountsAsAnswered()
    {
        var restored = CallMeters.Restore(1, Sid, Terms(), Meters.AnsweredAt, TimeSpan.Zero, [], new CallRevenue(0, 0), Time);
        restored.Answer();
        restored.ReportDuration(30);

        var batch = Commit(restored);

        Assert.Equal(Meters.AnsweredAt, batch.AnsweredAt);
        Assert.True(restored.Settled.IsCompletedSuccessfully);
    }
}

using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Metering;

/// <summary>The minutes of the line and of its media stream.</summary>
public sealed class LineMetersTests : CallMetersTestBase
{
    [Fact]
    public void Advance_MinuteN_IsPostedWhenItStarts()
    {
        var booked = new List<(double Seconds, int Rows)>();
        foreach (var seconds in new[] { 0, 59.999, 60, 60.001, 119, 120, 120.001 })
        {
            Time.SetUtcNow(Meters.AnsweredAt.AddSeconds(seconds));
            Meters.Advance();
            Commit();
            booked.Add((seconds, Rows.Count(row => row.Service == ServiceNames.Twilio)));
        }

        Assert.Equal([(0, 1), (59.999, 1), (60, 1), (60.001, 2), (119, 2), (120, 2), (120.001, 3)], booked);
        var line = RowsOf(ServiceNames.Twilio);
        Assert.Equal(["CA1/twilio/voice//1000000", "CA1/twilio/voice//2000000", "CA1/twilio/voice//3000000"], line.Select(row => row.EventKey));
        Assert.Equal([0d, 60, 120], line.Select(row => (row.BookedAt - Meters.AnsweredAt).TotalSeconds));
        Assert.All(line, row => Assert.Equal((1m, UsageUnits.Minutes, 14_000_000, 0.014m, "minute"), (row.UsageAmount, row.UsageUnit, row.CostNanos, row.UnitCost, row.RateUnit)));
    }

    [Fact]
    public void ReportDuration_AfterTheEnd_CorrectsTheLineAndTheRevenueAlone()
    {
        Meters.Usage.AudioSent(8_000 * 61, Hearing);
        Time.Advance(TimeSpan.FromSeconds(61));
        Meters.End(Close);

        Assert.True(Meters.ReportDuration(60));
        Commit();

        var line = RowsOf(ServiceNames.Twilio);
        Assert.Equal([2m, -1m], line.Select(row => row.UsageAmount));
        Assert.Equal(("call-duration/CA1", -14_000_000L, 0.014m), (line[1].EventKey, line[1].CostNanos, line[1].UnitCost));
        Assert.Equal(61, RowsOf(ServiceNames.Deepgram).Sum(row => row.UsageAmount));
        Assert.Equal(["usage/CA1/end", "call-duration/CA1"], Movements.Select(movement => movement.Key));
        Assert.Equal((60, 120_000_000), (Movements.Sum(movement => movement.TalkSeconds), Earned()));
        Assert.Equal(60, Meters.DurationSeconds);
    }

    [Fact]
    public void ReportDuration_BeforeTheEnd_WaitsForIt()
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(Meters.ReportDuration(95));
        Commit();
        Assert.Empty(Rows);

        End();

        Assert.Equal([1m, 1m], RowsOf(ServiceNames.Twilio).Select(row => row.UsageAmount));
        Assert.Equal((95, 190_000_000), (Movements.Sum(movement => movement.TalkSeconds), Earned()));
    }

    [Fact]
    public void ReportDuration_OnceAllIsCommitted_IsRefused()
    {
        End();

        Assert.True(Meters.Settled.IsCompletedSuccessfully);
        Assert.False(Meters.ReportDuration(95));
    }

    [Fact]
    public void StreamStarted_MediaStreamMinutes_StandBesideTheVoiceMinutes()
    {
        Meters.Usage.StreamStarted();
        Time.Advance(TimeSpan.FromSeconds(60.5));
        Meters.Advance();
        Meters.End(Close);
        Meters.ReportDuration(30);
        Commit();

        var stream = Rows.Where(row => row.Operation == OperationNames.MediaStream).ToList();
        Assert.Equal(["CA1/twilio/media-stream//2000000"], stream.Select(row => row.EventKey));
        Assert.Equal((2m, UsageUnits.Minutes, 8_000_000L, 0.0040m), (stream[0].UsageAmount, stream[0].UsageUnit, stream[0].CostNanos, stream[0].UnitCost));
        // Twilio's figure is that of the call, not of its stream.
        Assert.Equal(1, Rows.Where(row => row.Operation == OperationNames.Voice).Sum(row => row.UsageAmount));
    }

    [Fact]
    public void StreamStarted_Crash_RestoresItsMinutesToo()
    {
        Meters.Usage.StreamStarted();
        Meters.Advance();
        Commit();

        var restored = CallMeters.Restore(
            1, Sid, Terms(), Meters.AnsweredAt, TimeSpan.FromSeconds(130), Kept, new CallRevenue(0, 0), Time);
        restored.End(Close);
        Commit(restored);

        Assert.Equal(3, Rows.Where(row => row.Operation == OperationNames.MediaStream).Sum(row => row.UsageAmount));
    }
}

using System.Net;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

/// <summary>Speech stays away for good: Twilio itself tells the caller, or puts the caller through.</summary>
[NeedsProgram]
public sealed class TransferTests
{
    private static readonly CallerScript Script = new() { From = "+14155550101", To = "+14155550199", HangUpAfter = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Speech_StaysAway_TheLineSaysTheApologyAndEnds()
    {
        await using var host = await RunningHost.StartAsync();
        host.Simulators.ElevenLabs.Faults.Always(SimulatorFault.Refuse(HttpStatusCode.PaymentRequired));

        var result = await host.CallAsync(Script);

        Assert.Equal(new CallOptions().Apology, Assert.Single(result.Announcements));
        Assert.Equal(CallEnd.Document, result.EndedBy);
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'provider-failed' AND duration_seconds = {result.DurationSeconds} AND line_down_at IS NOT NULL");
        Assert.DoesNotContain(" fail: ", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_StaysAway_TheCallerIsPutThrough_AndTheSecondLegIsACallOfItsOwn()
    {
        await using var host = await RunningHost.StartAsync(settings: ("VoiceOps__FallbackNumber", "+14155550177"));
        host.Simulators.ElevenLabs.Faults.Always(SimulatorFault.Refuse(HttpStatusCode.PaymentRequired));

        var result = await host.CallAsync(Script);

        Assert.Equal(new CallOptions().TransferSentence, Assert.Single(result.Announcements));
        Assert.NotNull(result.SecondLeg);
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{result.CallSid}' AND ended_reason = 'transferred' AND duration_seconds = {result.DurationSeconds}");
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{result.SecondLeg}' AND status = 'completed' AND started_at IS NOT NULL");
        Assert.Equal(
            ("outbound-dial", "+14155550177", "deepgram, elevenlabs, cerebras: the line was put through, and only Twilio carries its second leg"),
            host.Rows(
                $"SELECT direction, to_number, missing_usage FROM calls WHERE call_sid = '{result.SecondLeg}'",
                row => (row.GetString(0), row.GetString(1), row.GetString(2))).Single());

        // Twilio bills each leg's started minutes; nobody pays us for the second.
        Assert.Equal(
            [("twilio", 1_000_000L, 14_000_000L)],
            host.Rows(
                $"SELECT service, SUM(usage_micros), SUM(cost_nanos) FROM api_call_events JOIN calls ON calls.id = call_id WHERE call_sid = '{result.SecondLeg}' GROUP BY service",
                row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2))));
        Assert.Equal(0, host.Scalar<long>($"SELECT COALESCE(SUM(amount_nanos), 0) FROM ledger_entries JOIN calls ON calls.id = call_id WHERE call_sid = '{result.SecondLeg}' AND ledger_account = 'usage_revenue'"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));
        Assert.DoesNotContain(" fail: ", host.Log, StringComparison.Ordinal);
    }
}

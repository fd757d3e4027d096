using System.Net;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls.Ending;

/// <summary>The real program is asked to stop while calls are on.</summary>
[NeedsProgram]
public sealed class DrainTests
{
    private static readonly KeyValuePair<string, string>[] OneMore =
    [
        new("CallSid", "CA00000000000000000000000000000002"), new("AccountSid", "AC1"), new("From", "+14155550100"), new("To", "+14155550199"),
        new("CallStatus", "ringing"), new("Direction", "inbound"), new("ApiVersion", "2010-04-01"),
    ];

    [Fact]
    public async Task Stop_CallsThatAreOnFinish_NewOnesAreTurnedAway_AndNothingIsLost()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var calling = host.CallAsync(new CallerScript { From = "+14155550101", To = "+14155550199", Phrases = ["Actually, I have a question."], HangUpAfter = TimeSpan.FromSeconds(12) });
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM call_meters WHERE service = 'elevenlabs'");

        await host.SignalStopAsync();
        await host.UntilLoggedAsync("The server was asked to stop", times: 1);
        var refused = await host.PostSignedAsync("twilio/voice", OneMore);
        Assert.Contains("voiceops_calls_live", await host.MetricsAsync(), StringComparison.Ordinal); // everything is still served
        var result = await calling;

        Assert.Contains("<Say>", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<Stream", refused.Body, StringComparison.Ordinal);
        Assert.Equal(CallEnd.Caller, result.EndedBy);
        Assert.Equal(0, await host.EndedAsync());
        Assert.Equal(
            [EndedReason.CallerHangup, EndedReason.Rejected], host.Rows("SELECT ended_reason FROM calls ORDER BY id", row => row.GetString(0)));
        Assert.Equal(
            host.Simulators.Deepgram.Counts.Total("transcription"),
            host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'") / 1_000_000m);
        Assert.Equal(
            host.Simulators.ElevenLabs.Counts.Total("speech"),
            host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'elevenlabs'") / 1_000_000m);
        if (result.StatusCallbackStatus == HttpStatusCode.NoContent)
        {
            Assert.Equal(result.DurationSeconds, host.Scalar<long>("SELECT duration_seconds FROM calls ORDER BY id LIMIT 1"));
        }
    }

    [Fact]
    public async Task Stop_AskedTwice_EndsTheCallsAtOnceAndProperly()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var calling = host.CallAsync(new CallerScript { From = "+14155550101", To = "+14155550199", HangUp = HangUpWay.WaitForAgent, ReportsStatus = false });
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM call_meters WHERE service = 'elevenlabs'");

        await host.SignalStopAsync();
        await host.UntilLoggedAsync("The server was asked to stop", times: 1);
        await host.SignalStopAsync();

        Assert.NotEqual(CallEnd.Caller, (await calling).EndedBy);
        Assert.Equal(0, await host.EndedAsync());
        Assert.Equal(EndedReason.ServerStop, host.Scalar<string>("SELECT ended_reason FROM calls"));
        Assert.Equal(
            host.Simulators.Deepgram.Counts.Total("transcription"),
            host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'") / 1_000_000m);
    }
}

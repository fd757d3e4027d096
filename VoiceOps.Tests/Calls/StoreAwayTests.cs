using System.Net;
using Microsoft.Data.Sqlite;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Another process holds the database's lock while a call is on, one ends and one comes.</summary>
[NeedsProgram]
public sealed class StoreAwayTests
{
    private const string Sid = "CA00000000000000000000000000000051";
    private const string Turned = "CA00000000000000000000000000000052";

    [Fact]
    public async Task Locked_WithACallOn_CallsGoOnAndEverythingIsPostedOnceAfterwards()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(Sid, token);
        await stream.SendSilenceAsync(100);
        await stream.ReadUntilAsync("mark");
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM call_meters WHERE service = 'deepgram' AND usage_micros = 2000000");

        await using (var other = host.Connect())
        {
            await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await stream.SendSilenceAsync(200);
            await host.UntilLoggedAsync("could not be committed", 1);

            var (status, twiml) = await host.PostSignedAsync("twilio/voice", Incoming(Turned));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("<Reject", twiml);
            Assert.Matches(@"voiceops_ledger_away_seconds(\{[^}]*\})? [1-9]", await host.MetricsAsync());
            var (ready, report) = await host.GetAsync("health/ready");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
            Assert.Contains("\"database\"", report);

            await stream.StopAsync(Sid);
            // Twilio tells the length once, and it is told while nothing can be written.
            Assert.Equal(HttpStatusCode.NoContent, (await host.PostSignedAsync("twilio/status", Ended(Sid, seconds: 61))).Status);
            Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM calls WHERE ended_at IS NOT NULL"));
        }

        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'caller-hangup' AND duration_seconds = 61");
        Assert.Equal(6_000_000, host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'"));
        Assert.Equal(2_000_000, host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio'"));
        Assert.Equal(122_000_000, -host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'"));
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"));

        // Nothing of the call that was turned away is missing but its talk.
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{Turned}'");
        Assert.Equal(CallStatus.Rejected, host.Scalar<string>($"SELECT status FROM calls WHERE call_sid = '{Turned}'"));
        Assert.Equal("twilio, deepgram, elevenlabs, cerebras: the database could not be written", host.Scalar<string>($"SELECT missing_usage FROM calls WHERE call_sid = '{Turned}'"));
        Assert.Matches(@"voiceops_ledger_away_seconds(\{[^}]*\})? 0", await host.MetricsAsync());
    }

    private static KeyValuePair<string, string>[] Incoming(string callSid) =>
    [
        new("CallSid", callSid), new("AccountSid", "AC1"), new("From", "+14155550100"), new("To", "+14155550199"),
        new("CallStatus", "ringing"), new("Direction", "inbound"), new("ApiVersion", "2010-04-01"),
    ];

    private static KeyValuePair<string, string>[] Ended(string callSid, int seconds) =>
    [
        new("CallSid", callSid), new("CallStatus", "completed"), new("CallDuration", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];
}

using System.Net;
using System.Net.WebSockets;
using System.Xml.Linq;
using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Hosting;
using VoiceOps.Tests.Simulation.Callers;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>What happens to a call from outside, told to the real program over the wire.</summary>
[NeedsProgram]
public sealed class CallLifecycleTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Sid = "CA00000000000000000000000000000001";
    private const string OtherSid = "CA00000000000000000000000000000002";
    private static int Placed = 1;

    /// <summary>Of the one call of a test in the program that it shares.</summary>
    private readonly string _sid = $"CA{Interlocked.Increment(ref Placed):x32}";

    [Fact]
    public async Task Webhook_Repeated_IsOneCall()
    {
        var host = shared.Host;

        var first = await host.PostSignedAsync("twilio/voice", Incoming(_sid));
        var second = await host.PostSignedAsync("twilio/voice", Incoming(_sid));

        Assert.NotEqual(MediaClient.TokenOf(first.Body), MediaClient.TokenOf(second.Body));
        Assert.Equal(1, host.Scalar<long>($"SELECT COUNT(*) FROM calls WHERE call_sid = '{_sid}'"));
        var stream = XDocument.Parse(first.Body).Descendants("Stream").Single();
        Assert.Equal($"ws://{host.Address.Authority}/twilio/media", stream.Attribute("url")!.Value);
        Assert.Null(XDocument.Parse(first.Body).Root!.Element("Connect")!.ElementsAfterSelf().FirstOrDefault());
    }

    [Fact]
    public async Task Webhook_WrongSignature_IsRefusedAndLeavesNoRow()
    {
        var host = shared.Host;

        var answer = await host.PostAsync("twilio/voice", Incoming(_sid), signature: "bm90IHRoZSBzaWduYXR1cmU=");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(0, host.Scalar<long>($"SELECT COUNT(*) FROM calls WHERE call_sid = '{_sid}'"));
    }

    [Fact]
    public async Task Capacity_Reached_ApologizesForATwilioMinuteOrRejectsForNothing()
    {
        await using var apologizing = await RunningHost.StartAsync(settings: ("VoiceOps__MaxConcurrentCalls", "1"));
        await using var rejecting = await RunningHost.StartAsync(settings: [("VoiceOps__MaxConcurrentCalls", "1"), ("VoiceOps__WhenUnavailable", "Reject")]);
        await apologizing.PostSignedAsync("twilio/voice", Incoming(Sid));
        await rejecting.PostSignedAsync("twilio/voice", Incoming(Sid));

        var apology = await apologizing.PostSignedAsync("twilio/voice", Incoming(OtherSid));
        var rejection = await rejecting.PostSignedAsync("twilio/voice", Incoming(OtherSid));

        Assert.Equal(["Say", "Hangup"], XDocument.Parse(apology.Body).Root!.Elements().Select(verb => verb.Name.LocalName));
        Assert.Equal(["Reject"], XDocument.Parse(rejection.Body).Root!.Elements().Select(verb => verb.Name.LocalName));
        await apologizing.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{OtherSid}' AND status = 'completed' AND missing_usage LIKE '%at capacity: 1 calls%' AND started_at IS NOT NULL");
        await apologizing.UntilAsync("SELECT SUM(cost_nanos) = 14000000 FROM api_call_events");
        Assert.Equal(1, rejecting.Scalar<long>($"SELECT COUNT(*) FROM calls WHERE call_sid = '{OtherSid}' AND status = 'rejected' AND missing_usage LIKE '%at capacity: 1 calls%' AND started_at IS NULL"));
        Assert.Equal(0, rejecting.Scalar<long>("SELECT COUNT(*) FROM api_call_events"));
    }

    [Fact]
    public async Task Stream_TokenWrongUsedOrMissing_IsClosedBeforeAnyAudio()
    {
        var host = shared.Host;
        var heard = host.Simulators.Deepgram.ConnectionCount;
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(_sid))).Body);

        await AssertRefusedAsync(host, _sid, "0123456789abcdef");
        await AssertRefusedAsync(host, _sid, token: null);
        await AssertRefusedAsync(host, OtherSid, token); // somebody else's token, which stays good
        Assert.Equal(heard, host.Simulators.Deepgram.ConnectionCount);

        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(_sid, token);
        Assert.NotNull(await stream.ReadUntilAsync("media"));
        await stream.StopAsync(_sid);
        await AssertRefusedAsync(host, _sid, token);
    }

    [Fact]
    public async Task Stream_Unsigned_IsForbidden()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(shared.Host.Address) { Scheme = "ws", Path = "/twilio/media" }.Uri;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Stream_Garbage_EndsNothing()
    {
        var host = shared.Host;
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(_sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(_sid, token);
        foreach (var garbage in (string[])["not json", "{", "[]", "{}", """{"event":"media","media":{"payload":"%%%"}}""", """{"event":"media"}""", """{"event":"quux"}""", """{"event":"mark","mark":{}}""", """{"event":3}"""])
        {
            await stream.SendAsync(garbage);
        }

        await stream.SendSilenceAsync(50);
        Assert.NotNull(await stream.ReadUntilAsync("media")); // the greeting: the call is on
        await stream.StopAsync(_sid);

        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{_sid}' AND ended_reason = 'caller-hangup'");
        Assert.Equal(1_000_000, host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram' AND {OfTheCall}"));
        Assert.DoesNotContain(" fail: ", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_RefusedOrBroken_IsCounted()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        await AssertRefusedAsync(host, OtherSid, token);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(Sid, token);
        await stream.SendAsync("not json");
        await stream.StopAsync(Sid);

        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL");
        await host.UntilMeasuredAsync("voiceops_streams_refused");
        await host.UntilMeasuredAsync("voiceops_streams_faults");
    }

    [Fact]
    public async Task Capacity_ManyAtOnce_TakesNoMoreThanThereIsRoomFor()
    {
        await using var host = await RunningHost.StartAsync(settings: ("VoiceOps__MaxConcurrentCalls", "3"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => host.PostSignedAsync("twilio/voice", Incoming($"CA{number:x32}"))));

        Assert.Equal(3, answers.Count(answer => answer.Body.Contains("<Stream", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stream_SecondTokenOfARepeatedWebhook_IsWorthlessOnceTheFirstIsUsed()
    {
        await using var host = await RunningHost.StartAsync();
        var first = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        var second = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(Sid, first);
        await stream.SendSilenceAsync(50);
        await stream.ReadUntilAsync("mark");
        await stream.StopAsync(Sid);
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_at IS NOT NULL");

        await AssertRefusedAsync(host, Sid, second);
        var again = await host.PostSignedAsync("twilio/voice", Incoming(Sid));

        Assert.DoesNotContain("<Stream", again.Body, StringComparison.Ordinal);
        Assert.Equal(1, host.Scalar<long>("SELECT SUM(call_count) FROM call_rollups"));
    }

    [Fact]
    public async Task Line_TellsNothingAnyMore_IsLost()
    {
        await using var host = await RunningHost.StartAsync(settings: ("VoiceOps__LineLostAfter", "00:00:02"));
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(Sid, token);
        await stream.SendSilenceAsync(50);

        // Neither a stop nor a close: the peer is just gone.
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'socket-lost'");
    }

    [Fact]
    public async Task Status_OfACallThatWasClosedUnanswered_BooksTheMinuteThatTwilioBills()
    {
        await using var host = await RunningHost.StartProcessAsync();
        await host.PostSignedAsync("twilio/voice", Incoming(Sid));
        await host.KillAndRestartAsync();
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE status = 'failed' AND ended_reason = 'server-lost' AND missing_usage LIKE 'twilio,%'");

        await host.PostSignedAsync("twilio/status", Ended(Sid, seconds: 30));
        await host.PostSignedAsync("twilio/status", Ended(Sid, seconds: 30));

        Assert.Equal(14_000_000, host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"));
        Assert.Equal("deepgram, elevenlabs, cerebras: the media stream never started", host.Scalar<string>("SELECT missing_usage FROM calls"));
        Assert.Equal((30L, EndedReason.ServerLost), (host.Scalar<long>("SELECT duration_seconds FROM calls"), host.Scalar<string>("SELECT ended_reason FROM calls")));
    }

    [Fact]
    public async Task MaxDuration_Reached_EndsTheCallAndTheLine()
    {
        await using var host = await RunningHost.StartAsync(settings: ("VoiceOps__MaxCallDuration", "00:00:03"));

        var result = await host.CallAsync(new CallerScript { From = "+14155550101", To = "+14155550199", HangUp = HangUpWay.WaitForAgent });

        Assert.NotEqual(CallEnd.Caller, result.EndedBy);
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM calls WHERE ended_reason = 'max-duration'");
    }

    [Fact]
    public async Task Status_OutOfOrder_SetsTheLengthOnceAndNeverTouchesTranscription()
    {
        var host = shared.Host;
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(_sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(_sid, token);
        await stream.SendSilenceAsync(50);
        await stream.ReadUntilAsync("mark");

        // Completed arrives before the stream has told of its end, and again, with in-progress after it.
        await host.PostSignedAsync("twilio/status", Ended(_sid, seconds: 61));
        await host.PostSignedAsync("twilio/status", [new("CallSid", _sid), new("CallStatus", "in-progress")]);
        await host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{_sid}' AND ended_at IS NOT NULL");
        await host.PostSignedAsync("twilio/status", Ended(_sid, seconds: 61));

        Assert.Equal(61, host.Scalar<long>($"SELECT duration_seconds FROM calls WHERE call_sid = '{_sid}'"));
        Assert.Equal(2_000_000, host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio' AND {OfTheCall}"));
        Assert.Equal(122_000_000, -host.Scalar<long>($"SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue' AND {OfTheCall}"));
        Assert.Equal(1_000_000, host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram' AND {OfTheCall}"));
        Assert.Equal(1, host.Scalar<long>($"SELECT COUNT(*) FROM api_call_events WHERE event_key = 'call-duration/{_sid}'"));
    }

    [Fact]
    public async Task Kill_WithACallOn_ClosesItFromItsCheckpointAtTheNextStart()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var token = MediaClient.TokenOf((await host.PostSignedAsync("twilio/voice", Incoming(Sid))).Body);
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(Sid, token);
        await stream.SendSilenceAsync(100);
        await stream.ReadUntilAsync("mark");
        await host.UntilAsync("SELECT COUNT(*) = 2 FROM call_meters WHERE (service = 'deepgram' AND usage_micros = 2000000) OR service = 'elevenlabs'");
        var characters = host.Simulators.ElevenLabs.Counts.Total("speech");

        await host.KillAndRestartAsync();

        Assert.Equal(EndedReason.ServerLost, host.Scalar<string>("SELECT ended_reason FROM calls"));
        Assert.Equal(2_000_000, host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'"));
        Assert.Equal(characters, host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'elevenlabs'") / 1_000_000m);
        Assert.Equal(host.Scalar<long>("SELECT SUM(cost_nanos) FROM cost_rollups"), host.Scalar<long>("SELECT SUM(cost_nanos) FROM api_call_events"));
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM call_meters WHERE usage_micros <> posted_micros"));
        Assert.Equal(
            host.Scalar<long>("SELECT duration_seconds FROM calls") * 2_000_000,
            -host.Scalar<long>("SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'usage_revenue'"));
    }

    [Fact]
    public async Task Stop_WithACallOn_EndsItProperlyBeforeTheProcessEnds()
    {
        await using var host = await RunningHost.StartProcessAsync(settings: ("VoiceOps__DrainTimeout", "00:00:01"));
        var calling = host.CallAsync(new CallerScript { From = "+14155550101", To = "+14155550199", HangUp = HangUpWay.WaitForAgent, ReportsStatus = false });
        await host.UntilAsync("SELECT COUNT(*) = 1 FROM call_meters WHERE service = 'elevenlabs'");

        await host.StopAsync();

        Assert.NotEqual(CallEnd.Caller, (await calling).EndedBy);
        Assert.Equal(EndedReason.ServerStop, host.Scalar<string>("SELECT ended_reason FROM calls"));
        Assert.Equal(
            host.Simulators.Deepgram.Counts.Total("transcription"),
            host.Scalar<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'") / 1_000_000m);
    }

    private string OfTheCall => $"call_id = (SELECT id FROM calls WHERE call_sid = '{_sid}')";

    private static KeyValuePair<string, string>[] Incoming(string callSid) =>
    [
        new("CallSid", callSid), new("AccountSid", "AC00000000000000000000000000000001"), new("From", "+14155550100"), new("To", "+14155550199"),
        new("CallStatus", "ringing"), new("Direction", "inbound"), new("ApiVersion", "2010-04-01"),
    ];

    private static KeyValuePair<string, string>[] Ended(string callSid, int seconds) =>
    [
        new("CallSid", callSid), new("CallStatus", "completed"), new("Duration", "2"),
        new("CallDuration", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static async Task AssertRefusedAsync(RunningHost host, string callSid, string? token)
    {
        await using var stream = await MediaClient.ConnectAsync(host);
        await stream.StartAsync(callSid, token);
        Assert.Null(await stream.ReadUntilAsync("media"));
    }
}

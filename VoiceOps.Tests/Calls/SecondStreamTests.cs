using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Twilio fetches a call's instructions again, and opens another media stream: the caller is still there, and the newer stream is the live one.</summary>
[NeedsProgram]
public sealed class SecondStreamTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static int Placed = 0x5000;

    private readonly RunningHost _host = shared.Host;
    private readonly string _sid = $"CA{Interlocked.Increment(ref Placed):x32}";

    private string Call => $"call_id = (SELECT id FROM calls WHERE call_sid = '{_sid}')";

    [Fact]
    public async Task Newer_StartsBeforeTheOlderStops_GoesOnWithTheSameCall()
    {
        await using var older = await StartAsync(1, await AskAsync("ringing"));
        await older.ReadUntilAsync("media");
        await using var newer = await StartAsync(2, await AskAsync("in-progress"));
        await newer.ReadUntilAsync("media");
        await older.StopAsync(_sid);

        await GoesOnAsync(newer);
    }

    [Fact]
    public async Task Newer_StartsAfterTheOldersSocketDied_GoesOnWithTheSameCall()
    {
        await using var older = await StartAsync(1, await AskAsync("ringing"));
        await older.ReadUntilAsync("media");
        var token = await AskAsync("in-progress");
        older.Abort();
        await using var newer = await StartAsync(2, token);

        await GoesOnAsync(newer);
    }

    [Fact]
    public async Task Newer_StartsAfterTheOlderStopped_GoesOnWithTheSameCall()
    {
        await using var older = await StartAsync(1, await AskAsync("ringing"));
        await older.ReadUntilAsync("media");
        var token = await AskAsync("in-progress");
        await older.StopAsync(_sid);
        await using var newer = await StartAsync(2, token);

        await GoesOnAsync(newer);
    }

    [Fact]
    public async Task Newer_IsAskedForAfterTheOlderStopped_GoesOnWithTheSameCall()
    {
        await using var older = await StartAsync(1, await AskAsync("ringing"));
        await older.ReadUntilAsync("media");
        await older.StopAsync(_sid);
        await using var newer = await StartAsync(2, await AskAsync("in-progress"));

        await GoesOnAsync(newer);
    }

    [Fact]
    public async Task Older_StartsAfterTheNewer_IsClosed()
    {
        var (first, second) = (await AskAsync("ringing"), await AskAsync("ringing"));
        await using var newer = await StartAsync(2, second);
        await newer.ReadUntilAsync("media");
        await using var older = await StartAsync(1, first);

        Assert.Null(await older.ReadUntilAsync("media"));
        await newer.SendSilenceAsync(10);
        await EndAsync(newer);
    }

    [Fact]
    public async Task Stop_NobodyComesBack_EndsTheCallAtTheMomentOfTheStop()
    {
        await using var stream = await StartAsync(1, await AskAsync("ringing"));
        await stream.ReadUntilAsync("media");

        await EndAsync(stream);

        Assert.InRange(_host.Scalar<long>($"SELECT duration_seconds FROM calls WHERE call_sid = '{_sid}'"), 0, 1);
    }

    private async Task GoesOnAsync(MediaClient newer)
    {
        // What the caller has not heard of the greeting is said over the new stream.
        await newer.SendSilenceAsync(50);
        Assert.NotNull(await newer.ReadUntilAsync("media"));
        Assert.Equal(1, _host.Scalar<long>($"SELECT COUNT(*) FROM calls WHERE call_sid = '{_sid}' AND ended_at IS NULL"));

        await EndAsync(newer);

        // One call, one conversation, one price: the greeting was paid for once, and the line's minute too.
        Assert.Equal(1, _host.Scalar<long>($"SELECT COUNT(*) FROM call_turns WHERE kind = 'greeting' AND {Call}"));
        Assert.Equal(1_000_000, _host.Scalar<long>($"SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio' AND operation = 'voice' AND {Call}"));
        Assert.Equal(1, _host.Scalar<long>($"SELECT COUNT(DISTINCT provider_request_id) FROM api_call_events WHERE service = 'deepgram' AND {Call}"));
    }

    private async Task EndAsync(MediaClient stream)
    {
        await stream.StopAsync(_sid);
        await _host.UntilAsync($"SELECT COUNT(*) = 1 FROM calls WHERE call_sid = '{_sid}' AND ended_reason = 'caller-hangup'");
    }

    private async Task<string> AskAsync(string status) => MediaClient.TokenOf((await _host.PostSignedAsync("twilio/voice",
    [
        new("CallSid", _sid), new("AccountSid", "AC00000000000000000000000000000001"), new("From", "+14155550100"), new("To", "+14155550199"),
        new("CallStatus", status), new("Direction", "inbound"), new("ApiVersion", "2010-04-01"),
    ])).Body);

    private async Task<MediaClient> StartAsync(int number, string token)
    {
        var stream = await MediaClient.ConnectAsync(_host, number);
        await stream.StartAsync(_sid, token);
        return stream;
    }
}

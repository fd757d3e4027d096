using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Twilio;
using Xunit;

namespace VoiceOps.Tests.Simulation.Callers;

public sealed class SimulatedCallerTests : IAsyncLifetime
{
    private const string AccountSid = "AC00000000000000000000000000000001";
    private const string AuthToken = "12345";
    private const int FiveSeconds = 5 * MuLaw.BytesPerSecond;

    private static readonly CallerScript Script = new() { From = "+15035550110", To = "+14155550101" };

    private readonly FastTime _time = new(factor: 20);
    private readonly PhraseBook _phrases = new();
    private readonly TwilioSimulator _network;
    private ScriptedHost _host = null!;
    private SimulatedCaller _caller = null!;

    public SimulatedCallerTests() => _network = new TwilioSimulator(AccountSid, AuthToken, _time);

    public async ValueTask InitializeAsync()
    {
        await _network.StartAsync(CancellationToken.None);
        _host = await ScriptedHost.StartAsync();
        _caller = new SimulatedCaller(_host.Address, _network, _phrases, new LineClock(_time), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _host.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task Place_WebhookStreamAndCallback_AreSignedAsTwilioSigns()
    {
        var result = await PlaceAsync(Script with { HangUpAfter = TimeSpan.FromSeconds(1) });

        var (path, fields, signature) = _host.Webhooks[0];
        Assert.Equal("/twilio/voice", path);
        Assert.Equal(("ringing", "inbound", result.CallSid, AccountSid), (fields["CallStatus"], fields["Direction"], fields["CallSid"], fields["AccountSid"]));
        Assert.Equal(Sign(new Uri(_host.Address, path).ToString(), fields), signature);
        Assert.Equal(Sign(_host.MediaAddress.ToString(), []), _host.MediaSignature);

        (path, fields, signature) = _host.Webhooks[1];
        Assert.Equal("/twilio/status", path);
        Assert.Equal(("completed", result.DurationSeconds.ToString()), (fields["CallStatus"], fields["CallDuration"]));
        Assert.Equal("1", fields["Duration"]);
        Assert.Equal(Sign(new Uri(_host.Address, path).ToString(), fields), signature);
        Assert.Equal(HttpStatusCode.NoContent, result.StatusCallbackStatus);
    }

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    public void Sign_PublishedVectors_Match(string address, string expected) => Assert.Equal(expected, NetworkSignature.Sign(AuthToken, new Uri(address), new Dictionary<string, string>
    {
        ["To"] = "+18005551212",
        ["CallSid"] = "CA1234567890ABCDE",
        ["From"] = "+14158675309",
        ["Digits"] = "1234",
        ["Caller"] = "+14158675309",
    }));

    [Fact]
    public async Task Place_MediaStream_StartsAndStopsAsTwilios()
    {
        var messages = new List<JsonElement>();
        _host.OnMedia = async (_, incoming) =>
        {
            await foreach (var message in incoming)
            {
                messages.Add(message);
            }
        };

        var result = await PlaceAsync(Script with { HangUpAfter = TimeSpan.FromSeconds(2) });

        Assert.Equal("connected", Event(messages[0]));
        Assert.Equal("t0k&en", messages[1].GetProperty("start").GetProperty("customParameters").GetProperty("token").GetString());
        Assert.Equal("stop", Event(messages[^1]));
        var media = messages.Where(message => Event(message) == "media").Select(message => message.GetProperty("media")).ToList();
        Assert.Equal(100, media.Count);
        Assert.Equal(100, result.FramesSent);
        Assert.All(media, frame => Assert.Equal(MuLaw.FrameBytes, frame.GetProperty("payload").GetBytesFromBase64().Length));
        Assert.Equal("1980", media[^1].GetProperty("timestamp").GetString());
        Assert.Equal(
            Enumerable.Range(1, messages.Count - 1).Select(number => number.ToString()),
            messages.Skip(1).Select(message => message.GetProperty("sequenceNumber").GetString()));
        Assert.Equal(CallEnd.Caller, result.EndedBy);
        Assert.Equal(result.DurationSeconds, _network.Counts.Of(result.CallSid, TwilioSimulator.Voice));
    }

    [Fact]
    public async Task Place_MarksReturnWhenPlayed_AndTheCallerAnswersAfterTheAgent()
    {
        string? marked = null;
        var framesBeforeMark = 0;
        _host.OnMedia = async (send, incoming) =>
        {
            await foreach (var message in incoming)
            {
                if (Event(message) == "start")
                {
                    var sid = message.GetProperty("streamSid").GetString();
                    await send(Media(sid, MuLaw.BytesPerSecond));
                    await send(Mark(sid, "said"));
                }
                else if (Event(message) == "mark")
                {
                    marked = message.GetProperty("mark").GetProperty("name").GetString();
                }
                else
                {
                    framesBeforeMark += marked is null ? 1 : 0;
                }
            }
        };

        var result = await PlaceAsync(Script with { Phrases = ["Hello."], ReplyDelay = TimeSpan.FromSeconds(0.5), Patience = TimeSpan.FromSeconds(2) });

        Assert.Equal("said", marked);
        Assert.InRange(framesBeforeMark, 49, 200);
        Assert.Equal(["said"], result.Marks);
        Assert.Equal(TimeSpan.FromSeconds(1), result.Heard);
        Assert.Equal((1, 0), (result.PhrasesSaid, result.Interruptions));
    }

    [Fact]
    public async Task Place_Interruption_IsSaidOverTheAgent_AndClearDropsTheRest()
    {
        _host.OnMedia = async (send, incoming) =>
        {
            string? sid = null;
            await foreach (var message in incoming)
            {
                sid ??= Event(message) == "start" ? message.GetProperty("streamSid").GetString() : null;
                if (Event(message) == "start")
                {
                    await send(Media(sid, FiveSeconds));
                    await send(Mark(sid, "first"));
                    await send(Mark(sid, "second"));
                }
                else if (Event(message) == "media" && message.GetProperty("media").GetProperty("payload").GetBytesFromBase64()[1] != MuLaw.Silence)
                {
                    await send(new { @event = "clear", streamSid = sid });
                }
            }
        };

        var result = await PlaceAsync(Script with
        {
            Phrases = [new CallerPhrase { Text = "Stop.", InterruptsAfter = TimeSpan.FromSeconds(1) }],
            Patience = TimeSpan.FromSeconds(1),
        });

        Assert.Equal(1, result.Interruptions);
        Assert.Equal(["first", "second"], result.Marks);
        Assert.True(result.Clears > 0);
        Assert.Equal(TimeSpan.FromSeconds(5), result.Received);
        Assert.InRange(result.Heard, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4.9));
    }

    [Fact]
    public async Task Place_HostClosesTheStream_EndsTheCall()
    {
        _host.OnMedia = async (_, incoming) =>
        {
            await foreach (var message in incoming)
            {
                if (Event(message) == "media")
                {
                    return;
                }
            }
        };

        var result = await PlaceAsync(Script with { HangUp = HangUpWay.WaitForAgent });

        Assert.Equal((CallEnd.Host, "completed"), (result.EndedBy, result.Status));
        Assert.True(result.DurationSeconds >= 1);
    }

    [Fact]
    public async Task Place_RestRequest_EndsTheCall()
    {
        using var http = new HttpClient { BaseAddress = _network.Address };
        _host.OnMedia = async (_, incoming) =>
        {
            await foreach (var message in incoming)
            {
                if (Event(message) == "start")
                {
                    var sid = message.GetProperty("start").GetProperty("callSid").GetString();
                    http.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}")));
                    using var form = new FormUrlEncodedContent([new("Status", "completed")]);
                    using var response = await http.PostAsync($"/2010-04-01/Accounts/{AccountSid}/Calls/{sid}.json", form);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    using var again = await http.PostAsync($"/2010-04-01/Accounts/{AccountSid}/Calls/{sid}.json", new FormUrlEncodedContent([new("Status", "completed")]));
                    Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
                }
            }
        };

        var result = await PlaceAsync(Script with { HangUp = HangUpWay.WaitForAgent });

        Assert.Equal((CallEnd.Request, "completed"), (result.EndedBy, result.Status));
    }

    [Fact]
    public async Task Place_SocketLoss_EndsWithoutStop_AndIsStillReported()
    {
        var events = new List<string?>();
        _host.OnMedia = async (_, incoming) =>
        {
            await foreach (var message in incoming)
            {
                events.Add(Event(message));
            }
        };

        var result = await PlaceAsync(Script with { HangUpAfter = TimeSpan.FromSeconds(1), HangUp = HangUpWay.SocketLoss });

        Assert.DoesNotContain("stop", events);
        Assert.Equal(CallEnd.Caller, result.EndedBy);
        Assert.Equal(2, _host.Webhooks.Count);
    }

    [Theory]
    [InlineData("<Response><Reject reason=\"busy\"/></Response>", "busy", CallEnd.Rejected, 0)]
    [InlineData("<Response><Reject/></Response>", "no-answer", CallEnd.Rejected, 0)]
    [InlineData("<Response><Say>Sorry, nobody is free at this moment.</Say><Hangup/></Response>", "completed", CallEnd.Document, 3)]
    [InlineData("<Response><Dial/></Response>", "failed", CallEnd.Failed, 0)]
    [InlineData("not xml", "failed", CallEnd.Failed, 0)]
    public async Task Place_OtherAnswers_AreCarriedOut(string twiml, string status, CallEnd endedBy, int leastSeconds)
    {
        _host.Twiml = twiml;

        var result = await PlaceAsync(Script);

        Assert.Equal((status, endedBy), (result.Status, result.EndedBy));
        Assert.True(result.DurationSeconds >= leastSeconds);
        Assert.Equal(leastSeconds == 0, result.DurationSeconds == 0);
        Assert.Equal(status, _host.Webhooks[^1].Fields["CallStatus"]);
    }

    [Theory]
    [InlineData(AccountSid, "wrong", "CA1", HttpStatusCode.Unauthorized, 20003)]
    [InlineData(AccountSid, AuthToken, "CA1", HttpStatusCode.NotFound, 20404)]
    public async Task Rest_WrongRequests_AreAnsweredAsTwilioDoes(string account, string token, string call, HttpStatusCode status, int code)
    {
        using var http = new HttpClient { BaseAddress = _network.Address };
        http.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{token}")));

        using var form = new FormUrlEncodedContent([new("Status", "completed")]);
        using var response = await http.PostAsync($"/2010-04-01/Accounts/{account}/Calls/{call}.json", form);

        Assert.Equal(status, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(code, body.RootElement.GetProperty("code").GetInt32());
    }

    private Task<CallerResult> PlaceAsync(CallerScript script) => _caller.PlaceAsync(script, TestContext.Current.CancellationToken);

    private static object Media(string? streamSid, int bytes) => new { @event = "media", streamSid, media = new { payload = Convert.ToBase64String(new byte[bytes]) } };

    private static object Mark(string? streamSid, string name) => new { @event = "mark", streamSid, mark = new { name } };

    private static string? Event(JsonElement message) => message.GetProperty("event").GetString();

    private static string Sign(string address, Dictionary<string, string> fields) => Convert.ToBase64String(HMACSHA1.HashData(
        Encoding.UTF8.GetBytes(AuthToken),
        Encoding.UTF8.GetBytes(address + string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value)))));
}

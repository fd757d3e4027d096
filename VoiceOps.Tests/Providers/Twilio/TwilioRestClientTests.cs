using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

public sealed class TwilioRestClientTests
{
    private const string Unknown = """{"code":20404,"message":"The requested resource was not found","more_info":"","status":404}""";

    private readonly RecordedLogs _logs = new();

    [Theory]
    [InlineData(200, """{"sid":"CA1","status":"completed"}""")]
    [InlineData(404, Unknown)]
    public async Task CompleteCall_IsDone_WhenItEndsTheCallOrTheCallIsGone(int status, string body)
    {
        await using var twilio = RawHttpServer.Answering(status, body);
        await using var services = Services(twilio.BaseUrl);

        await services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1", CancellationToken.None);

        var request = Assert.Single(twilio.Requests);
        Assert.StartsWith("POST /2010-04-01/Accounts/AC1/Calls/CA1.json HTTP/1.1\r\n", request);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("AC1:tw-secret"))}\r\n", request);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded\r\n", request);
        Assert.EndsWith("\r\n\r\nStatus=completed", request);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("tw-secret"));
    }

    [Theory]
    [InlineData(200, """{"sid":"CA1","status":"in-progress"}""", true)]
    [InlineData(404, Unknown, false)]
    public async Task RedirectCall_SendsTheDocument_AndTellsWhetherTheCallWasThere(int status, string body, bool isThere)
    {
        await using var twilio = RawHttpServer.Answering(status, body);
        await using var services = Services(twilio.BaseUrl);

        Assert.Equal(isThere, await services.GetRequiredService<TwilioRestClient>().RedirectCallAsync("CA1", "<Response/>", CancellationToken.None));

        Assert.EndsWith("\r\n\r\nTwiml=%3CResponse%2F%3E", Assert.Single(twilio.Requests));
    }

    [Theory]
    [InlineData(200, """{"sid":"CA1","status":"in-progress"}""", "in-progress")]
    [InlineData(404, Unknown, null)]
    public async Task StatusOfCall_IsTwiliosWord_OrNullForACallThatItDoesNotKnow(int status, string body, string? word)
    {
        await using var twilio = RawHttpServer.Answering(status, body);
        await using var services = Services(twilio.BaseUrl);

        Assert.Equal(word, await services.GetRequiredService<TwilioRestClient>().StatusOfCallAsync("CA1", CancellationToken.None));
    }

    // As a proxy answers, or any other server at a wrong Twilio:ApiBaseUrl.
    [Fact]
    public async Task StatusOfCall_NotFoundByAnybodyButTwilio_IsRefusedAndNoAnswer()
    {
        await using var other = RawHttpServer.Answering(404, "<html>Not Found</html>");
        await using var services = Services(other.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<TwilioRestClient>().StatusOfCallAsync("CA1", CancellationToken.None));

        Assert.StartsWith("twilio: does not know what was asked for (HTTP 404)", fault.Message);
    }

    [Fact]
    public async Task CompleteCall_WhenRefused_TellsWhatToDo()
    {
        await using var twilio = RawHttpServer.Answering(401, """{"code":20003,"message":"Authenticate","more_info":"","status":401}""");
        await using var services = Services(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1", CancellationToken.None));

        Assert.Equal("twilio: refused the key (HTTP 401), check Twilio:AccountSid and Twilio:AuthToken: Authenticate (20003)", fault.Message);
    }

    [Fact]
    public async Task StatusOfCall_AnAnswerWithoutOne_IsAFault_AndNotACallThatIsNotKnown()
    {
        await using var twilio = RawHttpServer.Answering(200, """{"sid":"CA1"}""");
        await using var services = Services(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<TwilioRestClient>().StatusOfCallAsync("CA1", CancellationToken.None));

        Assert.Equal("twilio: tells a call without its status", fault.Message);
    }

    [Fact]
    public async Task CompleteCall_RefusedByAProxyInItsOwnWords_TellsTheStatus()
    {
        await using var twilio = RawHttpServer.Answering(403, "<html>No entry</html>", "text/html");
        await using var services = Services(twilio.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1", CancellationToken.None));

        Assert.Equal(403, fault.Status);
        Assert.Contains("(HTTP 403)", fault.Message);
    }

    [Fact]
    public async Task CompleteCall_BehindAProxyWithAPath_AnOddCallSidStaysOnePartOfIt()
    {
        await using var twilio = RawHttpServer.Answering(200, """{"sid":"CA1","status":"completed"}""");
        await using var services = Services(twilio.BaseUrl + "/proxy/");

        await services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1/../../{AccountSid}?x=y", CancellationToken.None);

        Assert.StartsWith(
            "POST /proxy/2010-04-01/Accounts/AC1/Calls/CA1%2F..%2F..%2F%7BAccountSid%7D%3Fx%3Dy.json HTTP/1.1\r\n", Assert.Single(twilio.Requests));
    }

    [Fact]
    public async Task CompleteCall_Canceled_WaitsNoLonger()
    {
        await using var twilio = RawHttpServer.Hanging(null);
        await using var services = Services(twilio.BaseUrl, answerTimeout: "00:01:00");
        using var patience = new CancellationTokenSource();

        var told = services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1", patience.Token);
        await twilio.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await patience.CancelAsync();

        // Before a time-out of ours ends the request.
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => told.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(patience.Token, canceled.CancellationToken);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("could not be reached"));
    }

    [Fact]
    public async Task CompleteCall_WithoutAnAccount_NamesTheSettings()
    {
        await using var services = Services("http://127.0.0.1:1", accountSid: null);

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<TwilioRestClient>().CompleteCallAsync("CA1", CancellationToken.None));

        Assert.Equal("twilio: is not configured, set Twilio:AccountSid and Twilio:AuthToken", fault.Message);
    }

    private ServiceProvider Services(string baseUrl, string? accountSid = "AC1", string answerTimeout = "00:00:08")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:ApiBaseUrl"] = baseUrl,
            ["Twilio:AccountSid"] = accountSid,
            ["Twilio:AuthToken"] = "tw-secret",
            ["Resilience:AnswerTimeout"] = answerTimeout,
        }).Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddTwilio(configuration)
            .BuildServiceProvider();
    }
}

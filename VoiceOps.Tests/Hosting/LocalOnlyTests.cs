using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class LocalOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080")]
    [InlineData("127.0.0.1", "LOCALHOST")]
    [InlineData("127.8.8.8", "127.0.0.1:5080")]
    [InlineData("::1", "[::1]:5080")]
    [InlineData("::ffff:127.0.0.1", "localhost:5080")]
    public async Task Invoke_LocalRequest_IsServed(string peer, string host) =>
        Assert.Equal(200, await StatusAsync("/", peer, host));

    [Theory]
    [InlineData("203.0.113.7", "localhost:5080")]
    [InlineData("192.168.1.4", "192.168.1.4:5080")]
    [InlineData("::ffff:203.0.113.7", "localhost:5080")]
    [InlineData(null, "localhost:5080")]
    [InlineData("127.0.0.1", "voice.example.com")]
    [InlineData("127.0.0.1", "localhost.example.com")]
    [InlineData("127.0.0.1", "127.0.0.1.example.com")]
    [InlineData("127.0.0.1", "")]
    public async Task Invoke_PeerOrHostFromElsewhere_IsRefused(string? peer, string host) =>
        Assert.Equal(403, await StatusAsync("/", peer, host));

    // A tunnel on the same machine: its peer is loopback, and it may be told to send a local Host.
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("x-forwarded-proto", "https")]
    [InlineData("X-Forwarded-Anything", "")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Original-For", "203.0.113.7:4711")]
    public async Task Invoke_PassedOnByATunnel_IsRefused(string header, string value) =>
        Assert.Equal(403, await StatusAsync("/", "127.0.0.1", "localhost:5080", headers: (header, value)));

    [Theory]
    [InlineData("/")]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/lib/inter/font.woff2")]
    [InlineData("/metrics")]
    [InlineData("/healthy")]
    [InlineData("/twilioish")]
    [InlineData("/pages/twilio/voice")]
    public async Task Invoke_AnythingButHealthAndWebhooks_IsForLocalRequestsAlone(string path)
    {
        Assert.Equal(403, await StatusAsync(path, "203.0.113.7", "voice.example.com", "token"));
        Assert.Equal(200, await StatusAsync(path, "127.0.0.1", "localhost", "token"));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Invoke_Health_IsOpenToAll(string path) =>
        Assert.Equal(200, await StatusAsync(path, "203.0.113.7", "voice.example.com", headers: ("X-Forwarded-For", "198.51.100.1")));

    [Theory]
    [InlineData("token", "203.0.113.7", 200)]
    [InlineData(null, "203.0.113.7", 403)]
    [InlineData(" ", "203.0.113.7", 403)]
    [InlineData(null, "127.0.0.1", 200)]
    public async Task Invoke_Webhook_IsOpenOnceSignaturesCanBeChecked(string? token, string peer, int status)
    {
        Assert.Equal(status, await StatusAsync("/twilio/voice", peer, "localhost", token));
        Assert.Equal(status, await StatusAsync("/twilio/media", peer, "localhost", token));
    }

    [Fact]
    public async Task Invoke_WebhookThroughATunnelWithoutToken_IsRefused() =>
        Assert.Equal(403, await StatusAsync("/twilio/voice", "127.0.0.1", "localhost", headers: ("X-Forwarded-For", "203.0.113.7")));

    // The operator's browser is local, whatever site the page in it comes from.
    [Theory]
    [InlineData("http://localhost:5080", 200)]
    [InlineData("https://evil.example", 403)]
    [InlineData("http://localhost:9999", 403)]
    [InlineData("https://localhost:5080", 403)]
    [InlineData("null", 403)]
    public async Task Invoke_OriginOfAnotherSite_IsRefused(string origin, int status) =>
        Assert.Equal(status, await StatusAsync("/_blazor", "127.0.0.1", "localhost:5080", headers: ("Origin", origin)));

    private static async Task<int> StatusAsync(string path, string? peer, string host, string? token = null, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Path = path;
        context.Request.Host = new HostString(host);
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        foreach (var (name, value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        var middleware = new LocalOnly(_ => Task.CompletedTask, Options.Create(new TwilioOptions { AuthToken = token }), NullLogger<LocalOnly>.Instance);
        await middleware.InvokeAsync(context);
        return context.Response.StatusCode;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using VoiceOps.Simulation.Twilio;
using Xunit;

namespace VoiceOps.Tests.Hosting;

/// <summary>Guards that no proxy, however little it says of itself, shows the pages to the world: the listener decides.</summary>
[NeedsProgram]
public sealed class SeparateListenersTests(PublicApp app) : IClassFixture<PublicApp>
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";
    private const string AFile = "/lib/apexcharts/apexcharts.min.js";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // nginx' proxy_pass http://127.0.0.1:5080 and nothing else: HTTP/1.0, a loopback Host, no header that tells of a proxy.
    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/calls")]
    [InlineData("GET", "/not-found")]
    [InlineData("GET", "/metrics")]
    [InlineData("POST", Negotiate)]
    [InlineData("GET", "/_framework/blazor.web.js")]
    [InlineData("GET", AFile)]
    [InlineData("GET", "/personas/hear")]
    [InlineData("GET", "/twilio/../metrics")]
    [InlineData("GET", "/twilio/..%2fmetrics")]
    [InlineData("GET", "//metrics")]
    public async Task Outside_AsAPlainProxyAsks_IsNotFound(string method, string path)
    {
        var (status, body) = await SendAsync(app.Outside, method, path, request =>
        {
            request.Version = HttpVersion.Version10;
            request.Headers.Host = app.Outside.Authority;
            request.Headers.ConnectionClose = true;
        });

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.DoesNotContain("<", body);
    }

    [Fact]
    public async Task Outside_LocalPerson_IsToldWhereThePagesAre() => Assert.Equal(
        $"VoiceOps shows its pages at {app.Pages.OriginalString} (VoiceOps:PagesUrl).\n", (await SendAsync(app.Outside, "GET", "/")).Body);

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Host", "voice.example.com")]
    public async Task Outside_Stranger_IsToldNothing(string header, string value) =>
        Assert.Equal((HttpStatusCode.NotFound, ""), await SendAsync(app.Outside, "GET", "/", With(header, value)));

    // Nothing that a request says of itself leads to the pages.
    [Theory]
    [InlineData("Host")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-Host")]
    [InlineData("Origin")]
    public async Task Outside_NamesThePagesAddress_IsNotFound(string header)
    {
        var value = header == "Origin" ? app.Pages.OriginalString : app.Pages.Authority;

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(app.Outside, "GET", "/metrics", With(header, value))).Status);
    }

    [Fact]
    public async Task Outside_Hub_IsNotFoundAsAWebsocketEither() =>
        Assert.Equal(HttpStatusCode.NotFound, await OpenHubAsync(app.Outside, app.Outside.OriginalString));

    [Fact]
    public async Task Outside_SignedWebhook_IsAnswered()
    {
        var (status, body) = await PostWebhookAsync(app.Outside);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<Response>", body);
    }

    [Fact]
    public async Task Pages_SignedWebhook_IsNotFound() => Assert.Equal(HttpStatusCode.NotFound, (await PostWebhookAsync(app.Pages)).Status);

    [Fact]
    public async Task Health_IsAnsweredAtBoth()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app.Outside, "GET", "/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app.Pages, "GET", "/health/live")).Status);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/metrics")]
    [InlineData("POST", Negotiate)]
    [InlineData("GET", "/_framework/blazor.web.js")]
    [InlineData("GET", AFile)]
    public async Task Pages_LocalRequest_IsServed(string method, string path) =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(app.Pages, method, path)).Status);

    [Fact]
    public async Task Pages_UnknownPage_IsThePageForIt()
    {
        var (status, body) = await SendAsync(app.Pages, "GET", "/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("<html", body);
    }

    // localhost is two addresses, and a browser may try the one or the other first.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Pages_AtEachLoopbackAddress_AreServed(string host)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 || host == "127.0.0.1", "This machine has no IPv6.");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(new Uri($"http://{host}:{app.Pages.Port}"), "GET", "/metrics")).Status);
    }

    // A listener of their own does not make up for a request that is not local.
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Host", "voice.example.com")]
    public async Task Pages_RequestOfElsewhere_IsRefused(string header, string value)
    {
        var (status, body) = await SendAsync(app.Pages, "GET", "/metrics", With(header, value));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains($"ssh -L {app.Pages.Port}:localhost:{app.Pages.Port}", body);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("{outside}", HttpStatusCode.Forbidden)]
    [InlineData("{pages}", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Hub_OriginOfAnotherSite_IsRefused(string? origin, HttpStatusCode negotiated)
    {
        origin = origin switch
        {
            "{outside}" => app.Outside.OriginalString,
            "{pages}" => app.Pages.OriginalString,
            _ => origin,
        };

        var (status, _) = await SendAsync(app.Pages, "POST", Negotiate, origin is null ? null : With("Origin", origin));

        Assert.Equal(negotiated, status);
        Assert.Equal(negotiated == HttpStatusCode.OK ? HttpStatusCode.SwitchingProtocols : negotiated, await OpenHubAsync(app.Pages, origin));
    }

    [Fact]
    public void Log_AtStart_SaysWhereThePagesAre() =>
        Assert.Contains($"Pages: {app.Pages.OriginalString}. For the outside: {app.Outside.OriginalString}, with", app.Log);

    private static Action<HttpRequestMessage> With(string header, string value) => request => request.Headers.TryAddWithoutValidation(header, value);

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(Uri address, string method, string path, Action<HttpRequestMessage>? shape = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address.OriginalString + path, asWritten));
        shape?.Invoke(request);
        using var response = await client.SendAsync(request, Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostWebhookAsync(Uri address)
    {
        const string path = "/twilio/voice";
        KeyValuePair<string, string>[] form = [new("CallSid", "CA00000000000000000000000000000001"), new("From", "+14155550100"), new("To", "+14155550199")];
        return await SendAsync(address, "POST", path, request =>
        {
            request.Content = new FormUrlEncodedContent(form);
            request.Headers.Add(NetworkSignature.Header, NetworkSignature.Sign(PublicApp.AuthToken, new Uri(PublicApp.PublicUrl + path), form));
        });
    }

    private static async Task<HttpStatusCode> OpenHubAsync(Uri address, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Proxy = null;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancelled);
        }
        catch (WebSocketException)
        {
            // Told by the status.
        }

        return socket.HttpStatusCode;
    }
}

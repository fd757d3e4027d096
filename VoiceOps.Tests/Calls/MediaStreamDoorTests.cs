using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Guards that sockets which say nothing keep no call out. Time stands still, so that none of them is cut for its silence.</summary>
public sealed class MediaStreamDoorTests : IAsyncLifetime
{
    private const string AuthToken = "12345";
    private const string PublicUrl = "https://voice.example.com/voiceops/";
    private const string StreamUrl = "wss://voice.example.com/voiceops/twilio/media";
    private const string StartWithAWrongToken = """
        {"event":"start","sequenceNumber":"1","streamSid":"MZ1","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"token":"0123"},
         "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1}}}
        """;

    private readonly List<ClientWebSocket> _sockets = [];
    private readonly TwilioOptions _twilio = new() { AuthToken = AuthToken };
    private readonly CallOptions _calls = new() { PublicUrl = PublicUrl };
    private WebApplication? _app;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(StreamUrl, 101)]
    [InlineData(StreamUrl + "/", 101)]
    [InlineData("wss://voice.example.com:443/voiceops/twilio/media", 101)]
    [InlineData("https://voice.example.com/voiceops/twilio/media", 403)]
    [InlineData("wss://voice.example.com/twilio/media", 403)]
    [InlineData("wss://elsewhere.example.com/voiceops/twilio/media", 403)]
    public async Task Upgrade_SignedOverAnAddress_IsTakenIfItIsTheStreams(string signed, int status)
    {
        await StartAsync();

        Assert.Equal(status, (int)await OpenAsync(NetworkSignature.Sign(AuthToken, new Uri(signed), [])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bm90IHRoZSBzaWduYXR1cmU=")]
    public async Task Upgrade_WithoutTheSignature_IsForbidden(string? signature)
    {
        await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await OpenAsync(signature));
    }

    [Fact]
    public async Task Upgrade_NoPublicUrlToCheckItBy_IsForbidden()
    {
        _calls.PublicUrl = null;
        await StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await OpenAsync(Signature));
    }

    // It is for this machine alone then, as the host sees to.
    [Fact]
    public async Task Upgrade_NoTokenSet_NeedsNoSignature()
    {
        _twilio.AuthToken = null;
        await StartAsync();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(null));
    }

    [Fact]
    public async Task Upgrades_UnsignedFlood_TakesNoPlace()
    {
        await StartAsync();
        for (var socket = 0; socket <= StartingStreams.Most; socket++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await OpenAsync(null));
        }

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(Signature));
    }

    [Fact]
    public async Task Upgrades_FloodOfOneAddress_IsBoundedAndLeavesOthersTheirPlaces()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has loopback addresses beyond the first.");
        const string flood = "127.0.0.2";
        await StartAsync();
        for (var socket = 0; socket < StartingStreams.MostOfOneAddress; socket++)
        {
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(Signature, flood));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OpenAsync(Signature, flood));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(Signature, "127.0.0.1"));

        // A stream that has said who it is gives its place to another.
        await SendAndAwaitCloseAsync(_sockets[0], StartWithAWrongToken);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await OpenAsync(Signature, flood));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OpenAsync(Signature, flood));
    }

    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(socket => socket.Dispose());
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private static string Signature => NetworkSignature.Sign(AuthToken, new Uri(StreamUrl), []);

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.UseWebSockets();
        var time = new FakeTimeProvider();
        var endpoint = new MediaStreamEndpoint(
            host: null!, // no stream here has a token, so none gets as far as a call
            new StreamTokens(time), new StartingStreams(), new TwilioRequestValidator(Options.Create(_twilio)), Options.Create(_calls),
            TestMetrics.Refusals(time), time, NullLogger<MediaStreamEndpoint>.Instance);
        _app.MapGet(MediaStreamEndpoint.Path, endpoint.TakeAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> OpenAsync(string? signature, string from = "127.0.0.1")
    {
        var socket = new ClientWebSocket();
        _sockets.Add(socket);
        socket.Options.CollectHttpResponseDetails = true;
        if (signature is not null)
        {
            socket.Options.SetRequestHeader(NetworkSignature.Header, signature);
        }

        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(from, cancellationToken),
        });
        var address = new UriBuilder(_app!.Urls.Single()) { Scheme = "ws", Path = MediaStreamEndpoint.Path }.Uri;
        try
        {
            await socket.ConnectAsync(address, invoker, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // Told by the status.
        }

        return socket.HttpStatusCode;
    }

    private async ValueTask<Stream> ConnectAsync(string from, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app!.Urls.Single()).Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task SendAndAwaitCloseAsync(ClientWebSocket socket, string message)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var cancellationToken = patience.Token;
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[64].AsMemory(), cancellationToken)).MessageType);
    }
}

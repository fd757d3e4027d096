using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Providers.Connections;

/// <summary>The registered clients over real sockets: what an in-memory pair cannot show, the handshake and its refusal.</summary>
public sealed class ClientWebSocketsTests : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly RecordedLogs _logs = new();
    private readonly CallerAudio _audio = new(_ => { });
    private readonly CallMeters _meters = UnpricedMeters.Create(TimeProvider.System);

    public ClientWebSocketsTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.UseWebSockets();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Deepgram_OverARealSocket_HearsAndClosesWithItsDuration()
    {
        var authorization = new TaskCompletionSource<string>();
        _server.Map("/v1/listen", async context =>
        {
            authorization.SetResult(context.Request.Headers.Authorization.ToString());
            context.Response.Headers["dg-request-id"] = "request-1";
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var peer = new WebSocketPeer(socket);
            Assert.Equal(WebSocketMessageType.Binary, (await peer.ReceiveAsync())!.Value.Type);
            await peer.SendAsync("""{"type":"SpeechStarted","channel":[0,1],"timestamp":0}""");
            Assert.Equal("""{"type":"CloseStream"}""", await peer.ReceiveTextAsync());
            await peer.SendAsync("""{"type":"Metadata","duration":0.02}""");
            await peer.CloseAsync();
            await peer.ReceiveAsync();
        });
        await using var services = await ServicesAsync("dg-secret");

        await using var transcription = await services.GetRequiredService<ISpeechToText>()
            .ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None);
        _audio.Add(new byte[160]);

        Assert.IsType<SpeechStarted>(await transcription.ReadAllAsync(CancellationToken.None).FirstAsync());
        await transcription.CloseAsync(CancellationToken.None);
        _meters.EndTurn();
        Assert.Equal([(0.02m, "request-1")], _meters.Rows(ServiceNames.Deepgram).Select(row => (row.UsageAmount, row.ProviderRequestId)));
        Assert.Equal("Token dg-secret", await authorization.Task);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("dg-secret"));
    }

    [Theory]
    [InlineData(402, null, "deepgram: the account is out of credit (HTTP 402), top it up: Out of credits. (ASR_PAYMENT_REQUIRED)")]
    [InlineData(401, "bad key dg-secret", "deepgram: refused the key (HTTP 401), check Deepgram:ApiKey: bad key [key] (ASR_PAYMENT_REQUIRED)")]
    public async Task RefusedHandshake_OverARealSocket_TellsItsBodyAndHeader(int status, string? header, string words)
    {
        _server.Map("/v1/listen", async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["dg-error"] = header;
            await context.Response.WriteAsync("""{"err_code":"ASR_PAYMENT_REQUIRED","err_msg":"Out of credits."}""");
        });
        await using var services = await ServicesAsync("dg-secret");

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<ISpeechToText>().ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None));

        Assert.Equal(words, fault.Message);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("dg-secret"));
    }

    [Fact]
    public async Task Provider_ThatIsNotThere_IsToldInWords()
    {
        await using var services = await ServicesAsync("dg-secret");
        await _server.StopAsync();

        var fault = await Assert.ThrowsAsync<ProviderException>(
            () => services.GetRequiredService<ISpeechToText>().ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None));

        Assert.StartsWith("deepgram: could not be reached at 127.0.0.1:", fault.Message);
    }

    [Fact]
    public async Task ElevenLabs_OverARealSocket_TakesTheFirstVoiceAndSpeaks()
    {
        _server.MapGet("/v1/voices", (HttpRequest request) =>
            request.Headers["xi-api-key"] == "xi-secret" ? Results.Text("""{"voices":[{"voice_id":"v1"}]}""", "application/json") : Results.Unauthorized());
        _server.Map("/v1/text-to-speech/v1/multi-stream-input", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var peer = new WebSocketPeer(socket);
            await peer.ReceiveTextAsync();
            Assert.Equal("""{"text":"Hello. ","context_id":"c","flush":true}""", await peer.ReceiveTextAsync());
            await peer.SendAsync("""{"audio":"AAEC","isFinal":false,"contextId":"c"}""");
            Assert.Equal("""{"close_socket":true}""", await peer.ReceiveTextAsync());
            await peer.CloseAsync();
            await peer.ReceiveAsync();
        });
        await using var services = await ServicesAsync("xi-secret");

        await using var speech = await services.GetRequiredService<ITextToSpeech>().ConnectAsync(null, new PersonaSettings(), _meters, CancellationToken.None);
        await speech.SpeakAsync("c", "Hello.", CancellationToken.None);

        Assert.Equal("AAEC"u8.ToArray(), (await speech.ReadAllAsync(CancellationToken.None).FirstAsync()).Base64.ToArray());
        await speech.CloseAsync(CancellationToken.None);
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("xi-secret"));
    }

    private async Task<ServiceProvider> ServicesAsync(string key)
    {
        await _server.StartAsync();
        var address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Deepgram:BaseUrl"] = address.Replace("http", "ws"),
            ["Deepgram:ApiKey"] = key,
            ["ElevenLabs:BaseUrl"] = address,
            ["ElevenLabs:ApiKey"] = key,
        }).Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddDeepgram(configuration)
            .AddElevenLabs(configuration)
            .BuildServiceProvider();
    }
}

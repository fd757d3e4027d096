using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Providers.ElevenLabs;

public sealed class ElevenLabsClientTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocketConnector _connector = new();
    private readonly FakeHttp _http = new();
    private readonly CallMeters _meters;

    public ElevenLabsClientTests() => _meters = UnpricedMeters.Create(_time);

    private WebSocketPeer ElevenLabs => _connector.Pair.Peer;

    public void Dispose() => _connector.Dispose();

    [Fact]
    public async Task Connect_AsksForTheLinesOwnFormatWithTheKeyInTheHeader()
    {
        await using var speech = await ConnectAsync();

        Assert.Equal(
            "wss://api.elevenlabs.io/v1/text-to-speech/voice-1/multi-stream-input"
            + "?model_id=eleven_flash_v2_5&output_format=ulaw_8000&inactivity_timeout=180&auto_mode=true&language_code=en",
            _connector.Address!.AbsoluteUri);
        Assert.Equal("xi-key", _connector.RequestHeaders["xi-api-key"]);
        Assert.Equal("eleven_flash_v2_5", speech.Model);
    }

    [Theory]
    [InlineData("eleven_turbo_v2_5", "pt-BR", "&auto_mode=true&language_code=pt")]
    [InlineData("eleven_multilingual_v2", "pt-BR", "&auto_mode=true")]
    public async Task Connect_HoldsTheModelsThatTakeItToThePersonasLanguage(string model, string language, string end)
    {
        var client = Client(new ElevenLabsOptions { ApiKey = "xi-key", VoiceId = "voice-1", Model = model });

        await using var speech = await client.ConnectAsync(null, new PersonaSettings { Language = language }, _meters, CancellationToken.None);

        Assert.EndsWith(end, _connector.Address!.AbsoluteUri);
    }

    [Fact]
    public async Task Speak_OpensTheContextWithThePersonasVoiceSettings()
    {
        var settings = new PersonaSettings { Speech = new SpeechSettings { Stability = 0.35m, SimilarityBoost = 0.9m, Speed = 1.15m } };
        await using var speech = await Client(new ElevenLabsOptions { ApiKey = "xi-key", VoiceId = "voice-1" })
            .ConnectAsync(null, settings, _meters, CancellationToken.None);

        await speech.SpeakAsync("c", "Hello.", CancellationToken.None);

        Assert.Equal(
            """{"text":" ","voice_settings":{"stability":0.35,"similarity_boost":0.9,"speed":1.15},"context_id":"c"}""", await ElevenLabs.ReceiveTextAsync());
    }

    [Fact]
    public async Task Connect_TakesThePersonasVoice_ThenTheConfiguredOne_ThenTheAccountsFirst()
    {
        _http.Answer = """{"voices":[{"voice_id":"first","name":"Aria"},{"voice_id":"second"}]}""";
        var configured = Client(new ElevenLabsOptions { ApiKey = "xi-key", VoiceId = "configured" });
        var bare = Client(new ElevenLabsOptions { ApiKey = "xi-key" });

        Assert.Equal("persona", await VoiceOfAsync(configured, "persona"));
        Assert.Equal("configured", await VoiceOfAsync(configured, null));
        Assert.Equal("first", await VoiceOfAsync(bare, null));
        Assert.Equal("first", await VoiceOfAsync(bare, ""));
        Assert.Equal(["https://api.elevenlabs.io/v1/voices xi-key"], _http.Requests);
    }

    [Fact]
    public async Task Connect_WhenTheVoicesAreRefused_TellsWhyAndAsksAgainNextTime()
    {
        _http.Status = HttpStatusCode.Unauthorized;
        _http.Answer = """{"detail":{"status":"invalid_api_key","message":"Invalid API key"}}""";
        var client = Client(new ElevenLabsOptions { ApiKey = "xi-key" });

        var fault = await Assert.ThrowsAsync<ProviderException>(() => client.ConnectAsync(null, new PersonaSettings(), _meters, CancellationToken.None));
        Assert.Equal("elevenlabs: refused the key (HTTP 401), check ElevenLabs:ApiKey: Invalid API key (invalid_api_key)", fault.Message);

        _http.Status = HttpStatusCode.OK;
        _http.Answer = """{"voices":[]}""";
        fault = await Assert.ThrowsAsync<ProviderException>(() => client.ConnectAsync(null, new PersonaSettings(), _meters, CancellationToken.None));
        Assert.Equal("elevenlabs: the account has no voice, set ElevenLabs:VoiceId", fault.Message);
    }

    [Fact]
    public async Task Speak_OpensTheContextOnce_EndsEachTextWithASpace_AndFlushesIt()
    {
        await using var speech = await ConnectAsync();

        await speech.SpeakAsync("turn-1", "Hello.", CancellationToken.None);
        await speech.SpeakAsync("turn-1", "It costs $5+1. ", CancellationToken.None);

        Assert.Equal(
            """{"text":" ","voice_settings":{"stability":0.5,"similarity_boost":0.8,"speed":1.0},"context_id":"turn-1"}""", await ElevenLabs.ReceiveTextAsync());
        Assert.Equal("""{"text":"Hello. ","context_id":"turn-1","flush":true}""", await ElevenLabs.ReceiveTextAsync());
        Assert.Equal("""{"text":"It costs $5+1. ","context_id":"turn-1","flush":true}""", await ElevenLabs.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("Hi", 3)]
    [InlineData("Hi ", 3)]
    [InlineData("naïve 👋🏽", 9)]
    [InlineData("e\u0301 ", 3)]
    [InlineData("  ", 0)]
    [InlineData("", 0)]
    public async Task Speak_CountsTheCodePointsSent_TheTrailingSpaceIncluded(string text, int expected)
    {
        await using var speech = await ConnectAsync();

        await speech.SpeakAsync("c", text, CancellationToken.None);

        Assert.Equal(expected, _meters.Used(ServiceNames.ElevenLabs));
        if (expected > 0)
        {
            await ElevenLabs.ReceiveTextAsync();
            Assert.Equal(expected, (await ElevenLabs.ReceiveJsonAsync()).GetProperty("text").GetString()!.EnumerateRunes().Count());
        }
    }

    [Fact]
    public async Task Speak_HalfASurrogatePair_IsSentAsOneReplacementCharacter()
    {
        await using var speech = await ConnectAsync();

        await speech.SpeakAsync("c", "a\ud83d", CancellationToken.None);

        Assert.Equal(3, _meters.Used(ServiceNames.ElevenLabs));
        await ElevenLabs.ReceiveTextAsync();
        Assert.Equal("a\ufffd ", (await ElevenLabs.ReceiveJsonAsync()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Finish_ClosesTheContext_AndTheRestIsStillSpoken()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("c", "Hello.", CancellationToken.None);
        await speech.FinishAsync("c", CancellationToken.None);
        await speech.FinishAsync("c", CancellationToken.None);
        await speech.FinishAsync("never-spoken", CancellationToken.None);

        await ElevenLabs.ReceiveTextAsync();
        await ElevenLabs.ReceiveTextAsync();
        Assert.Equal("""{"context_id":"c","close_context":true}""", await ElevenLabs.ReceiveTextAsync());
        await ElevenLabs.SendAsync("""{"audio":"AAEC","isFinal":false,"contextId":"c"}""");
        await ElevenLabs.SendAsync("""{"isFinal":true,"contextId":"c"}""");

        var audio = await speech.ReadAllAsync(CancellationToken.None).Take(2).ToListAsync();
        Assert.Equal("AAEC", Encoding.ASCII.GetString(audio[0].Base64.Span));
        Assert.True(audio[1].IsFinal);
        Assert.True(audio[1].Base64.IsEmpty);
        await Assert.ThrowsAsync<ArgumentException>(() => speech.SpeakAsync("c", "More.", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Cancel_ClosesTheContext_AndDropsItsAudioWithoutTouchingTheNext()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("old", "Hello.", CancellationToken.None);
        await speech.SpeakAsync("new", "Yes?", CancellationToken.None);
        await ElevenLabs.SendAsync("""{"audio":"AAAA","contextId":"old"}""");

        await speech.CancelAsync("old", CancellationToken.None);
        await ElevenLabs.SendAsync("""{"audio":"AAAA","contextId":"old"}""");
        await ElevenLabs.SendAsync("""{"isFinal":true,"contextId":"old"}""");
        await ElevenLabs.SendAsync("""{"audio":"BBBB","contextId":"new"}""");

        var heard = await speech.ReadAllAsync(CancellationToken.None).FirstAsync();
        Assert.Equal("new", heard.ContextId);
        var before = _meters.Used(ServiceNames.ElevenLabs);
        await speech.SpeakAsync("old", "too late", CancellationToken.None);
        Assert.Equal(before, _meters.Used(ServiceNames.ElevenLabs));
        for (var message = 0; message < 4; message++)
        {
            await ElevenLabs.ReceiveTextAsync();
        }

        Assert.Equal("""{"context_id":"old","close_context":true}""", await ElevenLabs.ReceiveTextAsync());
    }

    [Fact]
    public async Task Audio_InBothSpellings_KeepsItsBase64AndCountsAlignedCharacters()
    {
        await using var speech = await ConnectAsync();
        await ElevenLabs.SendAsync("""{"audio":"no+JhoaJ/w==","isFinal":false,"normalizedAlignment":{"chars":["H","i","!","?"]},"alignment":{"charStartTimesMs":[0,3,7],"charsDurationsMs":[3,4,2],"chars":["H","e","l"]},"contextId":"c"}""");
        await ElevenLabs.SendAsync("""{"context_id":"c","audio":"\/\/8=","is_final":false,"alignment":null,"normalized_alignment":{"charsStartTimesMs":[0],"charDurationsMs":[3],"chars":["\""]}}""");
        await ElevenLabs.SendAsync("""{"type":"flush_done","context_id":"c","status_code":206,"done":false,"data":"","flush_done":true}""");
        await ElevenLabs.SendAsync("""{"audio":"not base64!","contextId":"c"}""");
        await ElevenLabs.SendAsync("""{"audio":"AAAA"}""");
        await ElevenLabs.SendAsync("[]");
        await ElevenLabs.SendFragmentedAsync("""{"audio":null,"is_final":true,"context_id":"c"}""", pieceSize: 5);

        var audio = await speech.ReadAllAsync(CancellationToken.None).Take(3).ToListAsync();

        Assert.Equal(
            [("no+JhoaJ/w==", 3, false), ("//8=", 1, false), ("", 0, true)],
            audio.Select(piece => (Encoding.ASCII.GetString(piece.Base64.Span), piece.Characters, piece.IsFinal)));
        Assert.Equal([[0, 3, 7], [0], []], audio.Select(piece => piece.CharacterStarts.ToArray()));
        Assert.All(audio, piece => Assert.Equal("c", piece.ContextId));
    }

    [Fact]
    public async Task IdleSocket_IsKeptAlive_NamingOnlyAContextThatWasOpened()
    {
        await using var speech = await ConnectAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("""{"text":""}""", await ElevenLabs.ReceiveTextAsync());

        await speech.SpeakAsync("c", "Hello.", CancellationToken.None);
        await ElevenLabs.ReceiveTextAsync();
        await ElevenLabs.ReceiveTextAsync();
        // A voice that owes speech would be given up before that.
        await ElevenLabs.SendAsync("""{"audio":"AAAA","contextId":"c"}""");
        await speech.ReadAllAsync(CancellationToken.None).FirstAsync();
        _time.Advance(TimeSpan.FromSeconds(14));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"text":"","context_id":"c"}""", await ElevenLabs.ReceiveTextAsync());
    }

    [Fact]
    public async Task Close_SaysCloseSocketAndWaitsForIt_OneSecondAtMost()
    {
        await using var speech = await ConnectAsync();
        var closing = speech.CloseAsync(CancellationToken.None);
        Assert.Equal("""{"close_socket":true}""", await ElevenLabs.ReceiveTextAsync());

        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(closing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await closing;

        await ElevenLabs.CloseAsync();
        Assert.Empty(await speech.ReadAllAsync(CancellationToken.None).ToListAsync());
    }

    [Theory]
    [InlineData(401, """{"detail":{"status":"quota_exceeded","message":"You have 3 credits left."}}""", "the account is out of credit (HTTP 401), top it up: You have 3 credits left. (quota_exceeded)")]
    [InlineData(402, """{"detail":"Payment needed"}""", "the account is out of credit (HTTP 402), top it up: Payment needed")]
    [InlineData(429, """{"detail":{"type":"rate_limit_error","code":"concurrent_limit_exceeded","message":"Wait.","status":"too_many_concurrent_requests"}}""", "too many requests at once for the account's plan (HTTP 429): Wait. (concurrent_limit_exceeded)")]
    [InlineData(422, """{"detail":[{"loc":["body","text"],"msg":"field required","type":"value_error"}]}""", "refused the request (HTTP 422): field required (value_error)")]
    public async Task RefusedHandshake_IsToldInWords(int status, string body, string words)
    {
        _connector.Refusal = new WebSocketRefusedException(status, new Dictionary<string, string>(), body);

        Assert.Equal($"elevenlabs: {words}", (await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(ConnectAsync()))).Message);
    }

    private Task<ISpeech> ConnectAsync() =>
        Client(new ElevenLabsOptions { ApiKey = "xi-key", VoiceId = "voice-1" }).ConnectAsync(null, new PersonaSettings(), _meters, CancellationToken.None);

    private async Task<string> VoiceOfAsync(ElevenLabsClient client, string? personasVoice)
    {
        _connector.Refusal = new WebSocketRefusedException(400, new Dictionary<string, string>(), "");
        await Assert.ThrowsAsync<ProviderException>(() => client.ConnectAsync(personasVoice, new PersonaSettings(), _meters, CancellationToken.None));
        return _connector.Address!.Segments[3].TrimEnd('/');
    }

    private ElevenLabsClient Client(ElevenLabsOptions options) => new(
        Options.Create(options), _http, Dialing.Over(_connector, _time), new ProviderHealth(_time), Dialing.Metrics, _time, NullLogger<ElevenLabsClient>.Instance);

    private sealed class FakeHttp : HttpMessageHandler, IHttpClientFactory
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string Answer { get; set; } = "";

        public List<string> Requests { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.RequestUri} {request.Headers.GetValues("xi-api-key").Single()}");
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(Answer) });
        }
    }
}

using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Providers.Deepgram;

public sealed class DeepgramClientTests : IDisposable
{
    private const string Metadata = """
        {"type":"Metadata","transaction_key":"deprecated","request_id":"01a0","sha256":"incomplete","created":"2026-08-25T21:11:31.685Z","duration":44.259937,"channels":1,"models":["7e3b"]}
        """;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocketConnector _connector = new();
    private readonly CallerAudio _audio = new(_ => { });
    private readonly ProviderHealth _health;
    private readonly CallMeters _meters;

    public DeepgramClientTests()
    {
        _health = new ProviderHealth(_time);
        _meters = UnpricedMeters.Create(_time);
    }

    private WebSocketPeer Deepgram => _connector.Pair.Peer;

    public void Dispose() => _connector.Dispose();

    [Fact]
    public async Task Connect_AsksForTheLinesOwnAudioWithTheKeyInTheHeader()
    {
        _connector.ResponseHeaders["DG-Request-Id"] = "01a03ac3";

        await using var transcription = await ConnectAsync();

        Assert.Equal(
            "wss://api.deepgram.com/v1/listen?model=nova-2-phonecall&language=en&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true"
            + "&endpointing=300&utterance_end_ms=1000&vad_events=true&smart_format=true&punctuate=true",
            _connector.Address!.AbsoluteUri);
        Assert.Equal("Token dg-key", _connector.RequestHeaders["Authorization"]);
        Assert.Equal("nova-2-phonecall", transcription.Model);
        Assert.False(_health.Read().Single(state => state.Service == "deepgram").IsFaulted);
    }

    [Theory]
    [InlineData("nova-3", "&keyterm=VoiceOps&keyterm=Acme%20%26%20Co")]
    [InlineData("flux-general-en", "&keyterm=VoiceOps&keyterm=Acme%20%26%20Co")]
    [InlineData("nova-2-phonecall", "&keywords=VoiceOps&keywords=Acme%20%26%20Co")]
    public async Task Connect_AsksForThePersonasLanguageAndTerms_InTheModelsOwnWord(string model, string terms)
    {
        var settings = new PersonaSettings { Language = "de-DE", KeyTerms = ["VoiceOps", "Acme & Co"] };

        await using var transcription = await Client(new DeepgramOptions { ApiKey = "dg-key", Model = model })
            .ConnectAsync(settings, _audio, _meters, CancellationToken.None);

        Assert.Contains($"?model={model}&language=de-DE&", _connector.Address!.AbsoluteUri);
        Assert.EndsWith("&punctuate=true" + terms, _connector.Address.AbsoluteUri);
    }

    [Fact]
    public async Task Words_TellWhereTheLastOneEnds_ElseWhereTheirPieceEnds()
    {
        await using var transcription = await ConnectAsync();
        await Deepgram.SendAsync("""{"type":"Results","start":12.08,"duration":3.12,"is_final":true,"channel":{"alternatives":[{"transcript":"This is","words":[{"word":"this","start":14.08,"end":14.4},{"word":"is","start":14.4,"end":14.8}]}]}}""");
        await Deepgram.SendAsync("""{"type":"Results","start":12.5,"duration":3.25,"is_final":true,"channel":{"alternatives":[{"transcript":"This is","words":[]}]}}""");
        await Deepgram.SendAsync(Results("", isFinal: true, speechFinal: true));

        var heard = await transcription.ReadAllAsync(CancellationToken.None).Take(3).Cast<TranscriptHeard>().ToListAsync();

        Assert.Equal([TimeSpan.FromSeconds(14.8), TimeSpan.FromSeconds(15.75), null], heard.Select(transcript => transcript.SpokenUntil));
    }

    [Fact]
    public async Task SendAudio_IsCountedWhenSent_UnderTheConnectionsOwnId()
    {
        _connector.ResponseHeaders["dg-request-id"] = "01a03ac3";
        await using var transcription = await ConnectAsync();

        _audio.Add(new byte[12_000]);
        _meters.EndTurn();

        Assert.Equal(TimeSpan.FromSeconds(1.5), transcription.AudioSent);
        Assert.Equal([(1.5m, "01a03ac3")], _meters.Rows(ServiceNames.Deepgram).Select(row => (row.UsageAmount, row.ProviderRequestId)));
    }

    [Fact]
    public async Task Messages_OfEveryShape_BecomeWhatWasHeard()
    {
        await using var transcription = await ConnectAsync();
        await Deepgram.SendAsync("""{"type":"SpeechStarted","channel":[0,1],"timestamp":12.08}""");
        await Deepgram.SendAsync(Results("", isFinal: false, speechFinal: false));
        await Deepgram.SendAsync(Results("This is the", isFinal: false, speechFinal: false));
        await Deepgram.SendAsync("""{"type":"SomethingNew","channel":{}}""");
        await Deepgram.SendAsync("not json");
        await Deepgram.SendAsync("""{"type":"Results","channel":[0]}""");
        await Deepgram.SendAsync("""{"type":"Results","channel_index":[0,1]}""");
        await Deepgram.SendFragmentedAsync(Results("This is the Oh, no. I meant all then.", isFinal: true, speechFinal: true), pieceSize: 7);
        await Deepgram.SendAsync(Results("", isFinal: true, speechFinal: true));
        await Deepgram.SendAsync("""{"type":"UtteranceEnd","channel":[0,1],"last_word_end":16.58}""");

        var (from, until) = (TimeSpan.FromSeconds(12.08), TimeSpan.FromSeconds(12.08 + 3.119938));
        Assert.Equal(
            [
                new SpeechStarted(TimeSpan.FromSeconds(12.08)),
                new TranscriptHeard("This is the", false, false, TimeSpan.FromSeconds(15.199938)) { From = from, Until = until },
                new TranscriptHeard("This is the Oh, no. I meant all then.", true, true, TimeSpan.FromSeconds(15.199938)) { From = from, Until = until },
                new TranscriptHeard("", true, true) { From = from, Until = until },
                new UtteranceEnded(TimeSpan.FromSeconds(16.58)),
            ],
            await transcription.ReadAllAsync(CancellationToken.None).Take(5).ToListAsync());
    }

    [Fact]
    public async Task SendAudio_PassesTheBytesAsBinaryFrames()
    {
        await using var transcription = await ConnectAsync();

        _audio.Add(new byte[] { 0xFF, 0x7F, 0x00 });

        var frame = await Deepgram.ReceiveAsync();
        Assert.Equal(WebSocketMessageType.Binary, frame!.Value.Type);
        Assert.Equal([0xFF, 0x7F, 0x00], frame.Value.Data);
    }

    [Fact]
    public async Task KeepAlive_IsSentAfterFourSecondsWithoutAudioOnly()
    {
        await using var transcription = await ConnectAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        _audio.Add(new byte[] { 1 });
        _time.Advance(TimeSpan.FromSeconds(3));
        _audio.Add(new byte[] { 2 });
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([1], (await Deepgram.ReceiveAsync())!.Value.Data);
        Assert.Equal([2], (await Deepgram.ReceiveAsync())!.Value.Data);
        Assert.Equal("""{"type":"KeepAlive"}""", await Deepgram.ReceiveTextAsync());
    }

    [Fact]
    public async Task Close_ReadsTheFinalMetadata_AndTellsItsExactDuration()
    {
        await using var transcription = await ConnectAsync();
        var closing = transcription.CloseAsync(CancellationToken.None);

        Assert.Equal("""{"type":"CloseStream"}""", await Deepgram.ReceiveTextAsync());
        await Deepgram.SendAsync(Results("last words", isFinal: true, speechFinal: false));
        await Deepgram.SendAsync(Metadata);
        await Deepgram.CloseAsync();

        await closing;
        Assert.Equal(44.259937m, _meters.Used(ServiceNames.Deepgram));
        Assert.Null(await Deepgram.ReceiveAsync());
    }

    [Fact]
    public async Task Close_WhenTheMetadataNeverComes_EndsAfterThreeSeconds()
    {
        await using var transcription = await ConnectAsync();
        var closing = transcription.CloseAsync(CancellationToken.None);
        Assert.Equal("""{"type":"CloseStream"}""", await Deepgram.ReceiveTextAsync());

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(closing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await closing;
        Assert.Equal(0, _meters.Used(ServiceNames.Deepgram));
    }

    [Fact]
    public async Task Close_EndsTheReading_EvenWhenItsReaderWasCancelledBefore()
    {
        await using var transcription = await ConnectAsync();
        using var reading = new CancellationTokenSource();
        var reader = transcription.ReadAllAsync(reading.Token).ToListAsync().AsTask();
        await reading.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);

        var closing = transcription.CloseAsync(CancellationToken.None);
        Assert.Equal("""{"type":"CloseStream"}""", await Deepgram.ReceiveTextAsync());
        await Deepgram.SendAsync(Metadata);
        await Deepgram.CloseAsync();

        await closing;
        Assert.Equal(44.259937m, _meters.Used(ServiceNames.Deepgram));
        Assert.Empty(await transcription.ReadAllAsync(CancellationToken.None).ToListAsync());
    }

    [Theory]
    [InlineData(401, """{"err_code":"INVALID_AUTH","err_msg":"Invalid credentials.","request_id":"u"}""", "refused the key (HTTP 401), check Deepgram:ApiKey: Invalid credentials. (INVALID_AUTH)")]
    [InlineData(402, """{"err_code":"ASR_PAYMENT_REQUIRED","err_msg":"Out of credits."}""", "the account is out of credit (HTTP 402), top it up: Out of credits. (ASR_PAYMENT_REQUIRED)")]
    [InlineData(429, """{"category":"TOO_MANY_REQUESTS","message":"Slow down.","details":"d"}""", "too many requests at once for the account's plan (HTTP 429): Slow down. (TOO_MANY_REQUESTS)")]
    [InlineData(503, "upstream sulks", "has a fault of its own (HTTP 503): upstream sulks")]
    [InlineData(400, "", "refused the request (HTTP 400)")]
    public async Task RefusedHandshake_IsToldInWords(int status, string body, string words)
    {
        _connector.Refusal = new WebSocketRefusedException(status, new Dictionary<string, string>(), body);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(ConnectAsync()));

        Assert.Equal($"deepgram: {words}", fault.Message);
        Assert.Equal(status is 429 or 503, _connector.Attempts > 1);
        Assert.Equal(words, _health.Read().Single(state => state.Service == "deepgram").LastFault);
    }

    [Fact]
    public async Task RefusedHandshake_WithADgErrorHeader_TellsThat()
    {
        _connector.Refusal = new WebSocketRefusedException(400, new Dictionary<string, string> { ["dg-error"] = "unsupported model" }, "");

        Assert.Equal(
            "deepgram: refused the request (HTTP 400): unsupported model", (await Assert.ThrowsAsync<ProviderException>(ConnectAsync)).Message);
    }

    [Fact]
    public async Task Connect_ThatIsNotAnswered_GivesUpAfterFiveSeconds()
    {
        _connector.Hangs = true;
        var connecting = ConnectAsync();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(
            "deepgram: did not answer within 5 s at api.deepgram.com", (await Assert.ThrowsAsync<ProviderException>(() => connecting)).Message);
    }

    [Fact]
    public async Task Connect_WithoutAKey_NamesTheSettingAndConnectsNowhere()
    {
        var client = Client(new DeepgramOptions());

        var fault = await Assert.ThrowsAsync<ProviderException>(() => client.ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None));

        Assert.Equal("deepgram: is not configured, set Deepgram:ApiKey", fault.Message);
        Assert.Null(_connector.Address);
    }

    private static string Results(string text, bool isFinal, bool speechFinal) => $$"""
        {"type":"Results","channel_index":[0,1],"duration":3.119938,"start":12.08,"is_final":{{(isFinal ? "true" : "false")}},"speech_final":{{(speechFinal ? "true" : "false")}},"channel":{"alternatives":[{"transcript":"{{text}}","confidence":0.95703125,"words":[]}]},"metadata":{"request_id":"01a03ac2"},"from_finalize":false}
        """;

    private Task<ITranscription> ConnectAsync() => Client(new DeepgramOptions { ApiKey = "dg-key" }).ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None);

    private DeepgramClient Client(DeepgramOptions options) =>
        new(Options.Create(options), Dialing.Over(_connector, _time), _health, _time, NullLogger<DeepgramClient>.Instance);
}

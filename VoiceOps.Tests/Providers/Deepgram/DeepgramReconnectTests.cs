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

/// <summary>A transcription whose connection is lost in mid-call.</summary>
public sealed class DeepgramReconnectTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocketConnector _connector = new();
    private readonly CallerAudio _audio;
    private int _lost;
    private readonly CallMeters _meters;

    public DeepgramReconnectTests()
    {
        _meters = UnpricedMeters.Create(_time);
        _audio = new CallerAudio(bytes => _lost += bytes);
    }

    public void Dispose() => _connector.Dispose();

    [Fact]
    public async Task Drop_InMidCall_SendsWhatWasNotHeardOnceMore_AndItsWordsComeInTheCallsOwnTime()
    {
        await using var transcription = await ConnectAsync("dg-1");
        await _connector.ConnectedAsync();
        await using var heard = transcription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        _audio.Add(Audio(seconds: 2, sample: 1).Span);
        await First.Peer.ReceiveAsync();
        await First.Peer.SendAsync(Words("Hello.", start: 0, duration: 1.5m, end: 1.2m));
        Assert.True(await heard.MoveNextAsync());
        _audio.Add(Audio(seconds: 1, sample: 2).Span);
        await First.Peer.ReceiveAsync();

        _connector.ResponseHeaders["dg-request-id"] = "dg-2";
        var next = heard.MoveNextAsync().AsTask();
        var first = First;
        first.Drop();
        var second = await _time.PlayUntilAsync(_connector.ConnectedAsync());
        _audio.Add(Audio(seconds: 1, sample: 3).Span);

        // Half a second of the first piece was not told about, nor was the second piece; the third came in the gap.
        var resent = await ReceiveAsync(second, seconds: 2.5m);
        Assert.Equal([.. Audio(0.5m, 1).ToArray(), .. Audio(1, 2).ToArray(), .. Audio(1, 3).ToArray()], resent);
        await second.Peer.SendAsync(Words("Goodbye.", start: 0, duration: 2.5m, end: 2.25m));
        Assert.True(await next);

        Assert.Equal(TimeSpan.FromSeconds(1.5 + 2.25), Assert.IsType<TranscriptHeard>(heard.Current).SpokenUntil);
        Assert.Equal(TimeSpan.FromSeconds(4), transcription.AudioSent);
    }

    [Fact]
    public async Task Drop_InMidCall_EachConnectionIsBookedUnderItsOwnId_AndWhatIsNotCertainIsEstimated()
    {
        await using var transcription = await ConnectAsync("dg-1");
        await _connector.ConnectedAsync();
        await using var heard = transcription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        _audio.Add(Audio(seconds: 3, sample: 1).Span);
        await First.Peer.SendAsync(Words("Hello.", start: 0, duration: 2, end: 1.2m));
        Assert.True(await heard.MoveNextAsync());
        _meters.EndTurn(); // all 3 s are posted as metered before it shows that the last one may not have arrived

        _connector.ResponseHeaders["dg-request-id"] = "dg-2";
        var next = heard.MoveNextAsync().AsTask();
        First.Drop();
        var second = await _time.PlayUntilAsync(_connector.ConnectedAsync());
        await ReceiveAsync(second, seconds: 1);
        var closing = transcription.CloseAsync(CancellationToken.None);
        Assert.Equal("""{"type":"CloseStream"}""", await second.Peer.ReceiveTextAsync());
        await second.Peer.SendAsync("""{"type":"Metadata","duration":1.0}""");
        await second.Peer.CloseAsync();
        await closing;
        Assert.False(await next);

        Assert.Equal(
            [(3m, "metered", "dg-1"), (-1m, "metered", "dg-1"), (1m, "estimated", "dg-1"), (1m, "metered", "dg-2")],
            _meters.Rows(ServiceNames.Deepgram).Select(row => (row.UsageAmount, row.Basis, row.ProviderRequestId)));
        Assert.Equal(4, _meters.Used(ServiceNames.Deepgram));
    }

    [Fact]
    public async Task Drop_AfterTheFinalFigureCame_IsSettledByIt()
    {
        await using var transcription = await ConnectAsync("dg-1");
        _audio.Add(Audio(seconds: 3, sample: 1).Span);
        await First.Peer.SendAsync("""{"type":"Metadata","duration":2.98}""");
        await First.Peer.CloseAsync((WebSocketCloseStatus)1011, "NET-0001");
        var reading = transcription.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask();
        await _connector.ConnectedAsync();

        await _time.PlayUntilAsync(_connector.ConnectedAsync());

        await _time.PlayUntilAsync(() => _meters.Rows(ServiceNames.Deepgram).Sum(row => row.UsageAmount) == 2.98m, "the provider's own figure is booked");
        Assert.False(reading.IsCompleted);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    public async Task Drop_WhenTheNextHandshakeIsRefusedForGood_IsNotTriedAgain(int status)
    {
        await using var transcription = await ConnectAsync("dg-1");
        _connector.Refusal = new WebSocketRefusedException(status, new Dictionary<string, string>(), "");
        First.Drop();

        var fault = await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(transcription.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask()));

        Assert.Equal((status, 2), (fault.Status, _connector.Attempts));
        _audio.Add(Audio(0.02m, 1).Span);
        Assert.Equal(2, _connector.Attempts);
    }

    [Fact]
    public async Task Drop_WhenTheProviderStaysAway_GivesUpWithinItsBudget()
    {
        await using var transcription = await ConnectAsync("dg-1");
        _connector.Refusal = new WebSocketRefusedException(503, new Dictionary<string, string>(), "");
        First.Drop();
        var started = _time.GetTimestamp();

        var fault = await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(transcription.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask()));

        Assert.Equal(("deepgram: has a fault of its own (HTTP 503)", 6), (fault.Message, _connector.Attempts));
        Assert.InRange(_time.GetElapsedTime(started), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Gap_LongerThanWhatIsKept_DropsTheOldestAudio()
    {
        await using var transcription = await ConnectAsync("dg-1");
        _connector.Refusal = new WebSocketRefusedException(503, new Dictionary<string, string>(), "");
        await using var heard = transcription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        First.Drop();
        var next = heard.MoveNextAsync().AsTask();
        await _time.PlayUntilAsync(() => _connector.Attempts > 1, "the drop is seen");
        for (var second = 1; second <= 17; second++)
        {
            _audio.Add(Audio(seconds: 1, sample: (byte)second).Span);
        }

        await _connector.ConnectedAsync();
        _connector.Refusal = null;
        var again = await _time.PlayUntilAsync(_connector.ConnectedAsync());

        var resent = await ReceiveAsync(again, seconds: 15);
        Assert.Equal((3, 17, 2 * CallerAudio.BytesPerSecond), (resent[0], resent[^1], _lost));
        await again.Peer.SendAsync(Words("Goodbye.", start: 0, duration: 15, end: 14));
        Assert.True(await next);
        Assert.Equal(TimeSpan.FromSeconds(2 + 14), Assert.IsType<TranscriptHeard>(heard.Current).SpokenUntil);
    }

    [Fact]
    public async Task Hang_AudioSentAndNothingTold_IsADrop()
    {
        await using var transcription = await ConnectAsync("dg-1");
        await _connector.ConnectedAsync();
        await using var heard = transcription.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        var next = heard.MoveNextAsync().AsTask();
        for (var second = 1; second <= 8; second++)
        {
            _audio.Add(Audio(seconds: 1, sample: 1).Span);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var again = await _time.PlayUntilAsync(_connector.ConnectedAsync());
        await again.Peer.SendAsync("""{"type":"SpeechStarted","channel":[0,1],"timestamp":0}""");

        Assert.True(await next);
    }

    [Fact]
    public async Task QuietLine_OwesNothing_AndIsKeptAlive()
    {
        await using var transcription = await ConnectAsync("dg-1");
        _audio.Add(Audio(seconds: 0.5m, sample: 1).Span);
        for (var second = 0; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(WebSocketMessageType.Binary, (await First.Peer.ReceiveAsync())!.Value.Type);
        Assert.Equal("""{"type":"KeepAlive"}""", await First.Peer.ReceiveTextAsync());
        Assert.Equal(1, _connector.Attempts);
    }

    // Whoever closed has not seen it: left alone it would be kept alive, and billed, for ever.
    [Fact]
    public async Task Connection_MadeWhileTheCallIsCutOff_IsNotLeftOpen()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transcription = await ConnectAsync("dg-1");
        await _connector.ConnectedAsync();
        var reading = transcription.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask();
        _connector.Held = answer.Task;
        _connector.Pair.Drop();
        await _time.PlayUntilAsync(() => _connector.Attempts == 2, "a second attempt");

        await transcription.CloseAsync(CancellationToken.None);
        await transcription.DisposeAsync();
        answer.SetResult();

        var late = await _connector.ConnectedAsync();
        await Assert.ThrowsAnyAsync<WebSocketException>(() => late.Peer.ReceiveAsync());
        Assert.Empty(await reading);
    }

    private InMemoryWebSocketPair First => _connector.Pair;

    private static ReadOnlyMemory<byte> Audio(decimal seconds, byte sample) => Enumerable.Repeat(sample, (int)(seconds * 8_000)).ToArray();

    private static string Words(string text, decimal start, decimal duration, decimal end) =>
        $$"""{"type":"Results","start":{{start}},"duration":{{duration}},"is_final":true,"speech_final":true,"channel":{"alternatives":[{"transcript":"{{text}}","words":[{"end":{{end}},"word":"x"}]}] } }""";

    private static async Task<byte[]> ReceiveAsync(InMemoryWebSocketPair pair, decimal seconds)
    {
        var audio = new List<byte>();
        while (audio.Count < seconds * 8_000)
        {
            audio.AddRange((await pair.Peer.ReceiveAsync())!.Value.Data);
        }

        return [.. audio];
    }

    private Task<ITranscription> ConnectAsync(string requestId)
    {
        _connector.ResponseHeaders["dg-request-id"] = requestId;
        var client = new DeepgramClient(
            Options.Create(new DeepgramOptions { ApiKey = "dg-key" }), Dialing.Over(_connector, _time), new ProviderHealth(_time), _time,
            NullLogger<DeepgramClient>.Instance);
        return client.ConnectAsync(new PersonaSettings(), _audio, _meters, CancellationToken.None);
    }
}

using System.Net.WebSockets;
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

/// <summary>Speech whose connection is lost in mid-call.</summary>
public sealed class ElevenLabsReconnectTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebSocketConnector _connector = new();
    private readonly CallMeters _meters;

    public ElevenLabsReconnectTests() => _meters = UnpricedMeters.Create(_time);

    public void Dispose() => _connector.Dispose();

    [Fact]
    public async Task Drop_InMidSpeech_SendsFromTheWordThatBrokeOff_AndNothingIsSpokenTwice()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("u1", "Hello there. How are you?", CancellationToken.None);
        await speech.FinishAsync("u1", CancellationToken.None);
        await using var pieces = speech.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        await ReceiveAsync(_connector.Pair, messages: 3);
        await _connector.Pair.Peer.SendAsync(Piece("u1", "Hello there. H"));
        Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        _connector.Pair.Drop();
        var again = await _time.PlayUntilAsync(NextConnectionAsync());

        Assert.Equal(
            [
                """{"text":" ","voice_settings":{"stability":0.5,"similarity_boost":0.8,"speed":1.0},"context_id":"u1"}""",
                """{"text":"How are you? ","context_id":"u1","flush":true}""",
                """{"context_id":"u1","close_context":true}""",
            ],
            await ReceiveAsync(again, messages: 3));
        await again.Peer.SendAsync(Piece("u1", "How are"));
        Assert.True(await next);

        // The H is spoken again, but it was told before.
        Assert.Equal((6, 6), (pieces.Current.Characters, pieces.Current.CharacterStarts.Length));
        Assert.Equal(10, pieces.Current.CharacterStarts.Span[0]);
        await again.Peer.SendAsync(Piece("u1", " you? "));
        await again.Peer.SendAsync("""{"isFinal":true,"contextId":"u1"}""");
        Assert.True(await pieces.MoveNextAsync());
        Assert.Equal(6, pieces.Current.Characters);
        Assert.True(await pieces.MoveNextAsync());
        Assert.True(pieces.Current.IsFinal);
        Assert.Equal(26 + 13, _meters.Used(ServiceNames.ElevenLabs));
    }

    [Fact]
    public async Task Error_WhileASendIsStuck_IsNotWaitedForAndTheTextIsSentAgain()
    {
        await using var speech = await ConnectAsync();
        var text = new string('a', 100_000); // more than the line holds
        var speaking = speech.SpeakAsync("u1", text, CancellationToken.None).AsTask();
        Assert.False(speaking.IsCompleted);
        var began = _time.GetUtcNow();

        var next = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        await _connector.Pair.Peer.SendAsync("""{"message":"Something went wrong.","error":"internal_error","code":1011}""");
        var again = await _time.PlayUntilAsync(NextConnectionAsync());

        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Contains(text, (await ReceiveAsync(again, messages: 2))[1], StringComparison.Ordinal);
        await speaking;
        await again.Peer.SendAsync(Piece("u1", "aaa"));
        Assert.Equal(3, (await next).Characters);
    }

    [Fact]
    public async Task Drop_BeforeAnySound_CountsEveryTimeItWasSent_AndWhatMayNotHaveArrivedIsEstimated()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("u1", "One.", CancellationToken.None);
        await speech.SpeakAsync("u1", "Two.", CancellationToken.None);
        _meters.EndTurn();
        var reading = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        await _connector.Pair.Peer.SendAsync(Piece("u1", "On"));
        await reading;

        var next = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        _connector.Pair.Drop();
        var again = await _time.PlayUntilAsync(NextConnectionAsync());
        Assert.Contains("\"One. Two. \"", (await ReceiveAsync(again, messages: 2))[1]);
        _meters.EndTurn();

        Assert.Equal(
            [(10m, "metered"), (-5m, "metered"), (5m, "estimated"), (10m, "metered")],
            _meters.Rows(ServiceNames.ElevenLabs).Select(row => (row.UsageAmount, row.Basis)));
        Assert.Equal(4, _meters.Rows(ServiceNames.ElevenLabs).Select(row => row.EventKey).Distinct().Count());
        await again.Peer.SendAsync(Piece("u1", "One. "));
        Assert.Equal(3, (await next).Characters);
    }

    [Fact]
    public async Task Drop_AfterTheLastSound_EndsTheContextWithoutSayingItAgain()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("u1", "One.", CancellationToken.None);
        await speech.FinishAsync("u1", CancellationToken.None);
        await using var pieces = speech.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        await _connector.Pair.Peer.SendAsync(Piece("u1", "One. "));
        Assert.True(await pieces.MoveNextAsync());

        var next = pieces.MoveNextAsync().AsTask();
        _connector.Pair.Drop();

        Assert.True(await _time.PlayUntilAsync(next));
        Assert.Equal(("u1", true), (pieces.Current.ContextId, pieces.Current.IsFinal));
        Assert.Equal(5, _meters.Used(ServiceNames.ElevenLabs));
    }

    [Fact]
    public async Task Drop_OfWhatWasCanceled_SaysNothingOfItAgain_AndWhatIsSaidInTheGapIsSaidAfterIt()
    {
        await using var speech = await ConnectAsync();
        await speech.SpeakAsync("u1", "One.", CancellationToken.None);
        await speech.CancelAsync("u1", CancellationToken.None);
        _connector.Refusal = new WebSocketRefusedException(503, new Dictionary<string, string>(), "");
        var next = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        _connector.Pair.Drop();
        await _time.PlayUntilAsync(() => _connector.Attempts > 1, "a second attempt");

        await speech.SpeakAsync("u2", "Two.", CancellationToken.None);
        await speech.FinishAsync("u2", CancellationToken.None);
        Assert.Equal(5, _meters.Used(ServiceNames.ElevenLabs));
        _connector.Refusal = null;
        var again = await _time.PlayUntilAsync(NextConnectionAsync());

        Assert.Contains("\"u2\"", (await ReceiveAsync(again, messages: 1))[0]);
        Assert.Equal(["""{"text":"Two. ","context_id":"u2","flush":true}""", """{"context_id":"u2","close_context":true}"""], await ReceiveAsync(again, messages: 2));
        await again.Peer.SendAsync(Piece("u2", "Two. "));
        Assert.Equal("u2", (await next).ContextId);
        Assert.Equal(10, _meters.Used(ServiceNames.ElevenLabs));
    }

    [Theory]
    [InlineData("""{"context_id":"u1","error":"quota_exceeded","message":"You have 3 credits left."}""", "the account is out of credit (HTTP 401), top it up: You have 3 credits left. (quota_exceeded) (quota_exceeded)", 1)]
    [InlineData("""{"message":"No text was received in time.","error":"input_timeout_exceeded","code":1008}""", "could not be reached", 6)]
    public async Task ErrorMessage_IsADropUnlessAnotherTryCannotHelp(string message, string words, int attempts)
    {
        await using var speech = await ConnectAsync();
        _connector.Refusal = new HttpRequestException("nobody there");
        await _connector.Pair.Peer.SendAsync(message);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(speech.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask()));

        Assert.Contains(words, fault.Message);
        Assert.Equal(attempts, _connector.Attempts);
        Assert.Same(fault, await Assert.ThrowsAsync<ProviderException>(() => speech.SpeakAsync("u2", "Hello.", CancellationToken.None).AsTask()));
    }

    [Fact]
    public async Task Hang_TextSentAndNoSound_IsADrop_ButAQuietSocketIsNot()
    {
        await using var speech = await ConnectAsync();
        await _connector.ConnectedAsync();
        var next = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        for (var second = 0; second < 30; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _connector.Attempts);
        await speech.SpeakAsync("u1", "One.", CancellationToken.None);
        var again = await _time.PlayUntilAsync(_connector.ConnectedAsync());
        Assert.Contains("One.", (await ReceiveAsync(again, messages: 2))[1]);
        await again.Peer.SendAsync(Piece("u1", "One. "));

        Assert.Equal(5, (await next).Characters);
    }

    // Whoever closed has not seen it: left alone it would be kept alive, and billed, for ever.
    [Fact]
    public async Task Connection_MadeWhileTheCallIsCutOff_IsNotLeftOpen()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var speech = await ConnectAsync();
        await _connector.ConnectedAsync();
        var reading = speech.ReadAllAsync(CancellationToken.None).ToListAsync().AsTask();
        _connector.Held = answer.Task;
        _connector.Pair.Drop();
        await _time.PlayUntilAsync(() => _connector.Attempts == 2, "a second attempt");

        await speech.CloseAsync(CancellationToken.None);
        await speech.DisposeAsync();
        answer.SetResult();

        var late = await _connector.ConnectedAsync();
        await Assert.ThrowsAnyAsync<WebSocketException>(() => late.Peer.ReceiveAsync());
        Assert.Empty(await reading);
    }

    // Given up is not closed: five that were interrupted one after the other once made the sixth end the socket.
    [Fact]
    public async Task Contexts_AsManyAsThereMayBe_TheNextOneWaitsUntilOneIsToldToBeClosed()
    {
        await using var speech = await ConnectAsync();
        var next = speech.ReadAllAsync(CancellationToken.None).FirstAsync().AsTask();
        for (var number = 1; number <= 5; number++)
        {
            await speech.SpeakAsync($"u{number}", "One.", CancellationToken.None);
            await speech.CancelAsync($"u{number}", CancellationToken.None);
        }

        await ReceiveAsync(_connector.Pair, messages: 15);
        await speech.SpeakAsync("u6", "Six.", CancellationToken.None);
        await speech.FinishAsync("u6", CancellationToken.None);
        Assert.Equal(25, _meters.Used(ServiceNames.ElevenLabs));

        await _connector.Pair.Peer.SendAsync("""{"isFinal":true,"contextId":"u1"}""");
        var sent = await _time.PlayUntilAsync(ReceiveAsync(_connector.Pair, messages: 3));
        await _connector.Pair.Peer.SendAsync(Piece("u6", "Six. "));

        Assert.All(sent, message => Assert.Contains("\"u6\"", message));
        Assert.Equal(("u6", 1, 30m), ((await next).ContextId, _connector.Attempts, _meters.Used(ServiceNames.ElevenLabs)));
    }

    private static string Piece(string context, string text)
    {
        var characters = string.Join(',', text.Select(character => $"\"{character}\""));
        var starts = string.Join(',', text.Select((_, index) => index * 10));
        return $$"""{"audio":"AAEC","isFinal":false,"alignment":{"charStartTimesMs":[{{starts}}],"chars":[{{characters}}]},"contextId":"{{context}}"}""";
    }

    private static async Task<string[]> ReceiveAsync(InMemoryWebSocketPair pair, int messages)
    {
        var received = new string[messages];
        for (var index = 0; index < messages; index++)
        {
            received[index] = Encoding.UTF8.GetString((await pair.Peer.ReceiveAsync())!.Value.Data);
        }

        return received;
    }

    /// <summary>The one after the first.</summary>
    private async Task<InMemoryWebSocketPair> NextConnectionAsync()
    {
        await _connector.ConnectedAsync();
        return await _connector.ConnectedAsync();
    }

    private Task<ISpeech> ConnectAsync() => new ElevenLabsClient(
        Options.Create(new ElevenLabsOptions { ApiKey = "xi-key", VoiceId = "voice-1" }), new NoHttp(), Dialing.Over(_connector, _time),
        new ProviderHealth(_time), Dialing.Metrics, _time, NullLogger<ElevenLabsClient>.Instance)
        .ConnectAsync(null, new PersonaSettings(), _meters, CancellationToken.None);

    private sealed class NoHttp : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new NotSupportedException();
    }
}

using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Deepgram;
using Xunit;

namespace VoiceOps.Tests.Simulation.Deepgram;

public sealed class DeepgramSimulatorTests : IAsyncLifetime
{
    private const string Query =
        "/v1/listen?model=nova-2-phonecall&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true&endpointing=300&utterance_end_ms=1000&vad_events=true";

    private readonly PhraseBook _phrases = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DeepgramSimulator _deepgram;

    public DeepgramSimulatorTests() => _deepgram = new DeepgramSimulator("key", _phrases, _time);

    public async ValueTask InitializeAsync() => await _deepgram.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _deepgram.DisposeAsync();

    [Fact]
    public async Task Listen_SpokenPhrase_IsHeardWordForWordAndEnds()
    {
        const string Phrase = "I would like to book a table for two, please.";
        using var socket = await ConnectAsync();
        await socket.SendAsync(Speech(Phrase));
        await socket.SendAsync(Silence(TimeSpan.FromSeconds(1.2)));

        var heard = await socket.ReceiveUntilAsync(message => Type(message) == "UtteranceEnd");

        Assert.Equal("SpeechStarted", Type(heard[0]));
        var final = Assert.Single(heard, message => Type(message) == "Results" && message.GetProperty("speech_final").GetBoolean());
        Assert.True(final.GetProperty("is_final").GetBoolean());
        Assert.Equal(Phrase, Transcript(final));
        Assert.Equal(socket.Header("dg-request-id"), final.GetProperty("metadata").GetProperty("request_id").GetString());
        var interims = heard.Where(message => Type(message) == "Results" && !message.GetProperty("is_final").GetBoolean()).Select(Transcript).ToList();
        Assert.Contains("I would like to", interims);
        Assert.All(interims, text => Assert.StartsWith(text, Phrase));
    }

    [Fact]
    public async Task Listen_PhraseBrokenOff_IsHeardAsFarAsItWasSaid()
    {
        const string Phrase = "one two three four five six seven eight nine ten";
        using var socket = await ConnectAsync();
        var speech = Speech(Phrase);
        await socket.SendAsync(speech[..(speech.Length / 2)]);
        await socket.SendAsync(Silence(TimeSpan.FromSeconds(0.4)));

        var heard = await socket.ReceiveUntilAsync(message => Type(message) == "Results" && message.GetProperty("speech_final").GetBoolean());

        Assert.StartsWith("one two three four", Transcript(heard[^1]));
        Assert.DoesNotContain("eight", Transcript(heard[^1]));
    }

    [Fact]
    public async Task Listen_LongSpeech_ComesInFinalPiecesThatAddUp()
    {
        var phrase = string.Join(' ', Enumerable.Range(1, 30).Select(number => $"word{number}"));
        using var socket = await ConnectAsync();
        foreach (var second in Speech(phrase).ToArray().Chunk(MuLaw.BytesPerSecond))
        {
            await socket.SendAsync(second);
        }

        await socket.SendAsync(Silence(TimeSpan.FromSeconds(0.4)));
        var heard = await socket.ReceiveUntilAsync(message => Type(message) == "Results" && message.GetProperty("speech_final").GetBoolean());

        var finals = heard.Where(message => Type(message) == "Results" && message.GetProperty("is_final").GetBoolean()).ToList();
        Assert.True(finals.Count > 2);
        Assert.Equal(phrase, string.Join(' ', finals.Select(Transcript).Where(text => text.Length > 0)));
    }

    [Fact]
    public async Task CloseStream_TellsTheExactDurationAndItsCountAgrees()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Enumerable.Repeat(MuLaw.Silence, 12_345).ToArray());
        await socket.SendAsync("""{"type":"KeepAlive"}""");
        await socket.SendAsync("""{"type":"CloseStream"}""");

        var last = (await socket.ReceiveUntilAsync(message => Type(message) == "Metadata"))[^1];

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal(1.543125m, last.GetProperty("duration").GetDecimal());
        Assert.Equal(1.543125m, _deepgram.Counts.Of(socket.Header("dg-request-id"), DeepgramSimulator.Transcription));
    }

    [Fact]
    public async Task Finalize_SaysWhatWasHeldBack()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Speech("hello there"));
        await socket.SendAsync("""{"type":"Finalize"}""");

        var heard = await socket.ReceiveUntilAsync(message => Type(message) == "Results" && message.GetProperty("from_finalize").GetBoolean());

        Assert.Equal("hello there", Transcript(heard[^1]));
    }

    [Fact]
    public async Task Listen_TenSecondsOfNothing_ClosesWithNet0001()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Silence(TimeSpan.FromSeconds(1)));
        await socket.ReceiveAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(1011, (int)socket.CloseStatus!);
        Assert.Equal("NET-0001", socket.CloseReason);
    }

    [Theory]
    [InlineData("Token wrong", Query, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer key", Query, HttpStatusCode.Unauthorized)]
    [InlineData("Token key", "/v1/listen?model=nova-9&encoding=mulaw&sample_rate=8000", HttpStatusCode.BadRequest)]
    [InlineData("Token key", "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=16000", HttpStatusCode.BadRequest)]
    [InlineData("Token key", "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000&utterance_end_ms=1000", HttpStatusCode.BadRequest)]
    [InlineData("Token key", "/v1/listen?model=nova-3&encoding=mulaw&sample_rate=8000&interim_result=true", HttpStatusCode.BadRequest)]
    public async Task Listen_WrongRequest_IsRefusedWithItsReason(string authorization, string address, HttpStatusCode expected)
    {
        using var http = new HttpClient { BaseAddress = _deepgram.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await http.GetAsync(address);

        Assert.Equal(expected, response.StatusCode);
        Assert.NotEmpty(response.Headers.GetValues("dg-request-id").Single());
        Assert.NotEmpty(response.Headers.GetValues("dg-error").Single());
    }

    [Fact]
    public async Task Faults_StrikeTheConnectionTheyAreMeantFor()
    {
        _deepgram.Faults.On(2, SimulatorFault.Refuse(HttpStatusCode.TooManyRequests));
        _deepgram.Faults.On(3, SimulatorFault.Drop(afterMessages: 1));

        using var first = await ConnectAsync();
        await Assert.ThrowsAsync<WebSocketException>(ConnectAsync);
        using var third = await ConnectAsync();
        await third.SendAsync(Silence(TimeSpan.FromSeconds(2)));
        await Assert.ThrowsAsync<WebSocketException>(third.ReceiveAsync);

        await first.SendAsync("""{"type":"CloseStream"}""");
        Assert.Equal("Metadata", Type((await first.ReceiveAsync())!.Value));
        Assert.Equal(3, _deepgram.ConnectionCount);
    }

    [Fact]
    public async Task Drop_OfALiveConnection_CutsItAndNoOther()
    {
        using var first = await ConnectAsync();
        using var second = await ConnectAsync();

        _deepgram.Connection(1)!.Drop();

        await Assert.ThrowsAsync<WebSocketException>(first.ReceiveAsync);
        await second.SendAsync("""{"type":"CloseStream"}""");
        Assert.Equal("Metadata", Type((await second.ReceiveAsync())!.Value));
    }

    [Fact]
    public async Task Hang_KeepsTheConnectionAndSaysNothing()
    {
        using var socket = await ConnectAsync();
        _deepgram.Connection(1)!.Hang();
        await socket.SendAsync("""{"type":"CloseStream"}""");

        var answer = socket.ReceiveAsync();
        using var other = await ConnectAsync();
        await other.SendAsync("""{"type":"CloseStream"}""");
        await other.ReceiveAsync();

        Assert.False(answer.IsCompleted);
    }

    private Task<RawSocket> ConnectAsync() => RawSocket.ConnectAsync(_deepgram.SocketAddress, Query, "Authorization", "Token key");

    private ReadOnlyMemory<byte> Speech(string text)
    {
        var number = _phrases.Number(text);
        return Enumerable.Range(0, PhraseCode.FrameCount(text)).SelectMany(frame => PhraseCode.Encode(number, frame).ToArray()).ToArray();
    }

    private static ReadOnlyMemory<byte> Silence(TimeSpan length) =>
        Enumerable.Repeat(MuLaw.Silence, (int)(length.TotalSeconds * MuLaw.BytesPerSecond)).ToArray();

    private static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    private static string Transcript(JsonElement results) =>
        results.GetProperty("channel").GetProperty("alternatives")[0].GetProperty("transcript").GetString()!;
}

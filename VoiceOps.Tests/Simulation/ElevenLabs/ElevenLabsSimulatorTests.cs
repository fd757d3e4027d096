using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation;
using VoiceOps.Simulation.ElevenLabs;
using Xunit;

namespace VoiceOps.Tests.Simulation.ElevenLabs;

public sealed class ElevenLabsSimulatorTests : IAsyncLifetime
{
    private static readonly SpeechPacing AtOnce = new() { FirstByteDelay = TimeSpan.Zero, TimesRealTime = double.PositiveInfinity };

    private readonly FakeTimeProvider _time = new();
    private readonly ElevenLabsSimulator _elevenLabs;

    public ElevenLabsSimulatorTests() => _elevenLabs = new ElevenLabsSimulator("key", AtOnce, _time);

    public async ValueTask InitializeAsync() => await _elevenLabs.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _elevenLabs.DisposeAsync();

    [Fact]
    public async Task Voices_ListsThem_AndOnlyForTheKey()
    {
        using var http = new HttpClient { BaseAddress = _elevenLabs.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1/voices")).StatusCode);

        http.DefaultRequestHeaders.Add("xi-api-key", "key");
        var voices = await http.GetFromJsonAsync<JsonElement>("/v1/voices");

        Assert.Equal(ElevenLabsSimulator.Voices.Keys, voices.GetProperty("voices").EnumerateArray().Select(voice => voice.GetProperty("voice_id").GetString()!));
    }

    [Fact]
    public async Task Speak_FlushedText_ComesAsAlignedAudioOfItsLength()
    {
        const string Text = "Hello there, how are you? ";
        using var socket = await ConnectAsync();
        await socket.SendAsync("""{"text":" ","context_id":"a"}""");
        await socket.SendAsync($$"""{"text":"{{Text}}","context_id":"a","flush":true}""");
        await socket.SendAsync("""{"context_id":"a","close_context":true}""");

        var spoken = await socket.ReceiveUntilAsync(message => message.TryGetProperty("isFinal", out var isFinal) && isFinal.GetBoolean());

        var audio = spoken.Where(message => message.TryGetProperty("audio", out _)).ToList();
        Assert.All(audio, message => Assert.Equal("a", message.GetProperty("contextId").GetString()));
        Assert.Equal(Text.Length * 8_000 / 15, audio.Sum(message => message.GetProperty("audio").GetBytesFromBase64().Length));
        Assert.Equal(Text, string.Concat(audio.SelectMany(message => message.GetProperty("alignment").GetProperty("chars").EnumerateArray().Select(item => item.GetString()))));
    }

    [Fact]
    public async Task Count_IsCodePointsOfEveryTextButTheOpeningSpace()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync("""{"text":" ","context_id":"a"}""");
        await socket.SendAsync("""{"text":"Café 👍 ","context_id":"a"}""");
        await socket.SendAsync("""{"text":" ","context_id":"a"}""");
        await socket.SendAsync("""{"text":"","context_id":"a"}""");
        await socket.SendAsync("""{"text":"never flushed ","context_id":"a"}""");
        await socket.SendAsync("""{"context_id":"a","close_context":true}""");
        var spoken = await socket.ReceiveUntilAsync(message => message.GetProperty("isFinal").GetBoolean());

        Assert.Single(spoken);
        Assert.Equal(7 + 1 + 14, _elevenLabs.Counts.Of("a", ElevenLabsSimulator.Speech));
    }

    [Fact]
    public async Task CloseSocket_SpeaksWhatWasFlushedAndCloses()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync("""{"text":"Bye. ","context_id":"a","flush":true}""");
        await socket.SendAsync("""{"close_socket":true}""");

        var spoken = await socket.ReceiveUntilAsync(_ => false);

        Assert.Contains(spoken, message => message.TryGetProperty("audio", out _));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Silence_LongerThanTheTimeout_ClosesWith1008()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync("""{"text":"Hi. ","context_id":"a","flush":true}""");
        await socket.ReceiveUntilAsync(message => message.TryGetProperty("flush_done", out _));

        _time.Advance(TimeSpan.FromSeconds(20));

        var error = await socket.ReceiveAsync();
        Assert.Equal("input_timeout_exceeded", error!.Value.GetProperty("error").GetString());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Drop_InMidSpeech_CutsTheSocketAndKeepsTheCount()
    {
        _elevenLabs.Faults.Next(SimulatorFault.Drop(afterMessages: 3));
        using var socket = await ConnectAsync();
        await socket.SendAsync("""{"text":"A sentence of some length. ","context_id":"a","flush":true}""");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveUntilAsync(_ => false));
        Assert.Equal(27, _elevenLabs.Counts.Of("a", ElevenLabsSimulator.Speech));
    }

    private Task<RawSocket> ConnectAsync() => RawSocket.ConnectAsync(
        _elevenLabs.SocketAddress, $"/v1/text-to-speech/{ElevenLabsSimulator.Voices.Keys.First()}/multi-stream-input?model_id=eleven_flash_v2_5&output_format=ulaw_8000", "xi-api-key", "key");
}

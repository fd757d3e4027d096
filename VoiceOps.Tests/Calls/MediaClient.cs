using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Tests.Fakes;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Twilio's side of one media stream, frame by frame, for what a well-behaved caller never does.</summary>
internal sealed class MediaClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private int _sequence;

    public string StreamSid { get; init; } = "MZ00000000000000000000000000000001";

    public static async Task<MediaClient> ConnectAsync(RunningHost host, int number = 1)
    {
        var client = new MediaClient { StreamSid = $"MZ{number:x32}" };
        var address = new Uri($"ws://{host.Address.Authority}/twilio/media");
        client._socket.Options.SetRequestHeader(NetworkSignature.Header, host.Simulators.Twilio.Sign(address, []));
        await client._socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        await client.SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        return client;
    }

    public Task StartAsync(string callSid, string? token) => SendAsync(JsonSerializer.Serialize(new
    {
        @event = "start",
        sequenceNumber = Next(),
        start = new
        {
            accountSid = "AC1",
            streamSid = StreamSid,
            callSid,
            tracks = new[] { "inbound" },
            mediaFormat = new { encoding = "audio/x-mulaw", sampleRate = 8000, channels = 1 },
            customParameters = token is null ? new Dictionary<string, string>() : new() { ["token"] = token },
        },
        streamSid = StreamSid,
    }));

    public Task SendSilenceAsync(int frames) => RepeatAsync(frames, () => SendAsync(JsonSerializer.Serialize(new
    {
        @event = "media",
        sequenceNumber = Next(),
        media = new { track = "inbound", chunk = "1", timestamp = "20", payload = new string('/', 213) + "w==" },
        streamSid = StreamSid,
    })));

    public Task StopAsync(string callSid) => SendAsync(JsonSerializer.Serialize(new
    {
        @event = "stop",
        sequenceNumber = Next(),
        stop = new { accountSid = "AC1", callSid },
        streamSid = StreamSid,
    }));

    /// <summary>Gone without a word.</summary>
    public void Abort() => _socket.Abort();

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Reads until a message of this event, or null when the host has closed the stream.</summary>
    public async Task<JsonElement?> ReadUntilAsync(string eventName)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Eventually.Patience);
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
                return null;
            }

            using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
            if (message.RootElement.GetProperty("event").GetString() == eventName)
            {
                return message.RootElement.Clone();
            }
        }
    }

    /// <summary>The token of an answer that connects a stream.</summary>
    public static string TokenOf(string twiml) => XDocument.Parse(twiml).Descendants("Parameter").Single().Attribute("value")!.Value;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task RepeatAsync(int count, Func<Task> send)
    {
        for (var sent = 0; sent < count; sent++)
        {
            await send();
        }
    }

    private string Next() => (++_sequence).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

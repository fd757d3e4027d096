using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

public sealed class TwilioMediaSocketTests : IDisposable
{
    private const string Connected = """{"event":"connected","protocol":"Call","version":"1.0.0"}""";
    private const string Start = """
        {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{"token":"8f3c"}},"streamSid":"MZ1"}
        """;

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryWebSocketPair _pair = new();
    private readonly TwilioMediaSocket _media;

    // Here Twilio is the client and the host the server.
    private readonly WebSocketPeer _twilio;

    public TwilioMediaSocketTests()
    {
        _media = new TwilioMediaSocket(_pair.Server, _time, NullLogger.Instance);
        _twilio = new WebSocketPeer(_pair.Client);
    }

    public void Dispose()
    {
        _media.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task Close_OfAPeerThatHasStoppedReading_CutsTheStreamAndFreesWhoeverSends()
    {
        await StartAsync();
        var audio = new byte[1024 * 1024];
        Array.Fill(audio, (byte)'/');
        var stuck = _media.SendAudioAsync(audio, TestContext.Current.CancellationToken).AsTask();
        Assert.False(stuck.IsCompleted);

        var closing = _media.CloseAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2));

        await closing;
        await Assert.ThrowsAsync<ProviderException>(() => stuck);
    }

    [Fact]
    public async Task AWholeStream_IsToldInOrder()
    {
        string[] messages =
        [
            Connected,
            Start,
            Media(2, "no+JhoaJ", timestamp: 102),
            """{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"3","dtmf":{"track":"inbound_track","digit":"1"}}""",
            """{"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"my \"label\""}}""",
            """{"event":"stop","sequenceNumber":"5","stop":{"accountSid":"AC1","callSid":"CA1"},"streamSid":"MZ1"}""",
        ];

        var told = await TellAsync(messages);

        Assert.Equal(new StreamConnected("Call", "1.0.0"), told[0]);
        var started = Assert.IsType<StreamStarted>(told[1]);
        Assert.Equal(("MZ1", "CA1", "AC1", "8f3c"), (started.StreamSid, started.CallSid, started.AccountSid, started.CustomParameters["token"]));
        Assert.Equal(102, Assert.IsType<MediaReceived>(told[2]).TimestampMilliseconds);
        Assert.Equal([new DigitPressed("1"), new MarkReturned("my \"label\""), new StreamStopped()], told.Skip(3));
        Assert.DoesNotContain(told, happened => happened is MediaFault);
    }

    [Fact]
    public async Task Media_IsDecodedIntoItsBytes_EscapedOrInFragments()
    {
        var silence = Enumerable.Repeat((byte)0xFF, 160).ToArray();
        await _twilio.SendAsync(Start);
        await _twilio.SendFragmentedAsync(Media(2, Convert.ToBase64String(silence)), pieceSize: 11);
        await _twilio.SendAsync(Media(3, @"\/\/8="));
        await _twilio.SendAsync(Media(4, Convert.ToBase64String(new byte[8000])));
        await _twilio.CloseAsync();

        var audio = new List<byte[]>();
        await foreach (var told in _media.ReadAllAsync(CancellationToken.None))
        {
            if (told is MediaReceived media)
            {
                audio.Add(media.Audio.ToArray());
            }
        }

        Assert.Equal([silence, [0xFF, 0xFF], new byte[8000]], audio);
    }

    [Theory]
    [InlineData("not json", nameof(MediaFaultKind.Malformed))]
    [InlineData("{\"event\":\"media\"", nameof(MediaFaultKind.Malformed))]
    [InlineData("[1]", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("{}", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":7}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"fanfare"}""", nameof(MediaFaultKind.UnknownEvent))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1"}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1","media":{"track":"inbound","chunk":"1","timestamp":"5","payload":"***"}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1","media":{"track":"inbound","chunk":"1","timestamp":"5","payload":""}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1","media":{"track":"inbound","chunk":"1","timestamp":"5","payload":7}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1","media":{"track":"inbound","chunk":"1","timestamp":"soon","payload":"AAAA"}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"media","sequenceNumber":"2","streamSid":"MZ1","media":{"track":"outbound","chunk":"1","timestamp":"5","payload":"AAAA"}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"mark","sequenceNumber":"99999999999999999999","streamSid":"MZ1","mark":{"name":"m"}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"mark","sequenceNumber":"2","streamSid":"MZ1","mark":{"name":"\ud83d"}}""", nameof(MediaFaultKind.WrongPayload))]
    [InlineData("""{"event":"mark","sequenceNumber":"2","streamSid":"MZ2","mark":{"name":"m"}}""", nameof(MediaFaultKind.OutOfOrder))]
    [InlineData("""{"event":"mark","sequenceNumber":"1","streamSid":"MZ1","mark":{"name":"m"}}""", nameof(MediaFaultKind.OutOfOrder))]
    [InlineData(Start, nameof(MediaFaultKind.OutOfOrder))]
    public async Task AWrongMessage_IsOneFault_AndTheStreamGoesOn(string message, string kind)
    {
        var told = await TellAsync(Start, message, """{"event":"mark","sequenceNumber":"2000","streamSid":"MZ1","mark":{"name":"after"}}""");

        Assert.Equal(kind, Assert.IsType<MediaFault>(told[1]).Kind.ToString());
        Assert.Equal(MediaFaultKind.Gap, Assert.IsType<MediaFault>(told[2]).Kind);
        Assert.Equal(new MarkReturned("after"), told[3]);
        Assert.Equal(2, told.OfType<MediaFault>().Count());
    }

    [Fact]
    public async Task MessagesBeforeStart_AndAFormatThatIsNotTheLines_AreFaults()
    {
        var told = await TellAsync(
            Media(1, "AAAA"),
            Start.Replace("audio/x-mulaw", "audio/x-wav"),
            """{"event":"start","sequenceNumber":"1","start":{"streamSid":"MZ1"}}""");

        Assert.Equal(
            [MediaFaultKind.OutOfOrder, MediaFaultKind.WrongPayload, MediaFaultKind.WrongPayload], told.Cast<MediaFault>().Select(fault => fault.Kind));
    }

    [Fact]
    public async Task ALateFrame_IsDropped_AndAGapIsToldBeforeTheFrameThatFollowsIt()
    {
        var told = await TellAsync(Start, Media(2, "AAAA", 20), Media(5, "AAAA", 80), Media(3, "AAAA", 40), Media(6, "AAAA", 100));

        Assert.Equal([20, 80, 100], told.OfType<MediaReceived>().Select(media => media.TimestampMilliseconds));
        Assert.Equal([MediaFaultKind.Gap, MediaFaultKind.OutOfOrder], told.OfType<MediaFault>().Select(fault => fault.Kind));
    }

    [Fact]
    public async Task AMessageThatIsTooLarge_OrBinary_IsAFaultAndTheNextIsRead()
    {
        var telling = TellAsync();
        await _twilio.SendAsync(Start);
        await _twilio.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary);
        await _twilio.SendAsync(Media(2, new string('A', 200_000)));
        await _twilio.SendAsync(Media(2, "AAAA"));
        await _twilio.CloseAsync();

        var told = await telling;

        Assert.Equal([MediaFaultKind.Malformed, MediaFaultKind.TooLarge], told.OfType<MediaFault>().Select(fault => fault.Kind));
        Assert.IsType<MediaReceived>(told[^1]);
    }

    [Fact]
    public async Task Send_WritesTheThreeMessages_AndTheBase64AsItIs()
    {
        await StartAsync();

        await _media.SendAudioAsync(Encoding.ASCII.GetBytes("no+JhoaJ/w=="), CancellationToken.None);
        await _media.SendMarkAsync("u1/\"3\"", CancellationToken.None);
        await _media.SendClearAsync(CancellationToken.None);

        Assert.Equal("""{"event":"media","streamSid":"MZ1","media":{"payload":"no+JhoaJ/w=="}}""", await _twilio.ReceiveTextAsync());
        Assert.Equal("""{"event":"mark","streamSid":"MZ1","mark":{"name":"u1/\"3\""}}""", await _twilio.ReceiveTextAsync());
        Assert.Equal("""{"event":"clear","streamSid":"MZ1"}""", await _twilio.ReceiveTextAsync());
    }

    [Fact]
    public async Task Send_FromManySidesAtOnce_KeepsEveryMessageWhole()
    {
        await StartAsync();
        var payload = Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[3000]));

        var sending = Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            await _media.SendAudioAsync(payload, CancellationToken.None);
            await _media.SendMarkAsync($"{number}", CancellationToken.None);
        })));
        var marks = new HashSet<string>();
        for (var message = 0; message < 40; message++)
        {
            var json = await _twilio.ReceiveJsonAsync();
            if (json.TryGetProperty("mark", out var mark))
            {
                marks.Add(mark.GetProperty("name").GetString()!);
            }
        }

        await sending;
        Assert.Equal(20, marks.Count);
    }

    [Fact]
    public async Task Send_ThatIsCancelled_DoesNotEndTheCall()
    {
        await StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _media.SendMarkAsync("no", new CancellationToken(canceled: true)).AsTask());
        await _media.SendMarkAsync("yes", CancellationToken.None);

        Assert.Contains("yes", await _twilio.ReceiveTextAsync());
    }

    [Fact]
    public async Task Drop_EndsTheReadingQuietly_AndSendingWithWords()
    {
        await StartAsync();
        _pair.Drop();

        Assert.Empty(await TellAsync());
        await Assert.ThrowsAsync<ProviderException>(() => _media.SendClearAsync(CancellationToken.None).AsTask());
        await _media.CloseAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Close_WhileReading_EndsBothSides()
    {
        await StartAsync();
        var reading = TellAsync();

        await _media.CloseAsync(CancellationToken.None);
        Assert.Null(await _twilio.ReceiveAsync());
        await _twilio.CloseAsync();

        Assert.Empty(await reading);
    }

    private static string Media(int sequence, string payload, int timestamp = 20) =>
        $$$"""{"event":"media","sequenceNumber":"{{{sequence}}}","media":{"track":"inbound","chunk":"{{{sequence}}}","timestamp":"{{{timestamp}}}","payload":"{{{payload}}}"},"streamSid":"MZ1"}""";

    private async Task StartAsync()
    {
        await _twilio.SendAsync(Start);
        Assert.IsType<StreamStarted>(await _media.ReadAllAsync(CancellationToken.None).FirstAsync());
    }

    /// <summary>Says the messages, if any, closes, and returns all that was told.</summary>
    private async Task<List<MediaEvent>> TellAsync(params string[] messages)
    {
        var told = _media.ReadAllAsync(CancellationToken.None).ToListAsync();
        foreach (var message in messages)
        {
            await _twilio.SendAsync(message);
        }

        if (messages.Length > 0)
        {
            await _twilio.CloseAsync();
        }

        return await told;
    }
}

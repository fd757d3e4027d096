using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>Deepgram's live transcription, which says what the test has it say, at the place of the audio where it stands.</summary>
internal sealed class VirtualDeepgram(VirtualTime time)
{
    private WebSocketPeer? _peer;
    private InMemoryWebSocketPair? _pair;
    private long _bytes;

    public Exception? Refusal { get; set; }

    /// <summary>A model that has English alone: any other language is refused at the upgrade.</summary>
    public string? EnglishModel { get; set; }

    public int Connections { get; private set; }

    /// <summary>Seconds of audio over all connections.</summary>
    public decimal Seconds => TotalBytes / 8000m;

    public long TotalBytes { get; private set; }

    public string Query { get; private set; } = "";

    public Task<WebSocketConnection> ConnectAsync(Uri address)
    {
        Query = address.Query;
        if (Refusal is not null)
        {
            return Task.FromException<WebSocketConnection>(Refusal);
        }

        if (EnglishModel is not null && Query.Contains($"model={EnglishModel}&", StringComparison.Ordinal) && !Query.Contains("language=en&", StringComparison.Ordinal))
        {
            return Task.FromException<WebSocketConnection>(new WebSocketRefusedException(400, new Dictionary<string, string>(),
                """{"err_code":"Bad Request","err_msg":"No such model/language/tier combination found."}"""));
        }

        Connections++;
        _bytes = 0;
        _pair = new InMemoryWebSocketPair();
        _peer = _pair.Peer;
        _ = ListenAsync(_peer);
        return Task.FromResult(new WebSocketConnection(_pair.Client, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["dg-request-id"] = $"dg-{Connections}" }));
    }

    public void Drop() => _pair!.Drop();

    /// <summary>The caller says this now, as long as it takes, and then is silent: sound, interim, and the end told 300 ms after it.</summary>
    public void Say(string text)
    {
        Sound();
        time.Run(TimeSpan.FromMilliseconds(400));
        Interim(text);
        time.Run(TimeSpan.FromMilliseconds(40 * text.Length));
        time.Run(TimeSpan.FromMilliseconds(300));
        Final(text);
        time.Settle();
    }

    public void Sound() => Send($$"""{"type":"SpeechStarted","channel":[0,1],"timestamp":{{At(0)}}}""");

    public void Interim(string text) => Send(Results(text, isFinal: false, speechFinal: false, until: At(0)));

    public void Final(string text, bool speechFinal = true) => Send(Results(text, isFinal: true, speechFinal, until: At(0.3)));

    public void UtteranceEnd() => Send($$"""{"type":"UtteranceEnd","channel":[0,1],"last_word_end":{{At(1)}}}""");

    /// <summary>Where the audio of this connection is, in seconds.</summary>
    public double Now => _bytes / 8000.0;

    /// <summary>A result with all its times, in seconds of the audio; the words share them evenly.</summary>
    public void Result(string text, double from, double until, bool isFinal = false, bool speechFinal = false)
    {
        var words = text.Length == 0 ? "" : $$"""{"word":"x","start":{{Written(from)}},"end":{{Written(until)}} }""";
        Send($$"""
            {"type":"Results","channel_index":[0,1],"start":{{Written(from)}},"duration":{{Written(until - from)}},"is_final":{{Json(isFinal)}},"speech_final":{{Json(speechFinal)}},
            "channel":{"alternatives":[{"transcript":"{{text}}","confidence":0.98,"words":[{{words}}]}]} }
            """);
    }

    public void SoundAt(double at) => Send($$"""{"type":"SpeechStarted","channel":[0,1],"timestamp":{{Written(at)}}}""");

    public void UtteranceEndAt(double lastWordEnd) => Send($$"""{"type":"UtteranceEnd","channel":[0,1],"last_word_end":{{Written(lastWordEnd)}}}""");

    private static string Written(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Json(bool value) => value ? "true" : "false";

    private string At(double before) => Math.Max(0, (_bytes / 8000.0) - before).ToString("0.000", CultureInfo.InvariantCulture);

    private static string Results(string text, bool isFinal, bool speechFinal, string until) => $$"""
        {"type":"Results","channel_index":[0,1],"duration":{{until}},"start":0.0,"is_final":{{(isFinal ? "true" : "false")}},"speech_final":{{(speechFinal ? "true" : "false")}},
        "channel":{"alternatives":[{"transcript":"{{text}}","confidence":0.98,"words":[{{(text.Length == 0 ? "" : $$"""{"word":"x","start":0.0,"end":{{until}},"confidence":0.9,"punctuated_word":"x"}""")}}]}]},
        "metadata":{"request_id":"dg"},"from_finalize":false}
        """;

    private void Send(string message)
    {
        _ = _peer!.SendAsync(message);
        time.Settle();
    }

    private async Task ListenAsync(WebSocketPeer peer)
    {
        while (await peer.ReceiveAsync() is { } message)
        {
            if (message.Type == WebSocketMessageType.Binary)
            {
                _bytes += message.Data.Length;
                TotalBytes += message.Data.Length;
            }
            else if (Encoding.UTF8.GetString(message.Data).Contains("CloseStream", StringComparison.Ordinal))
            {
                await peer.SendAsync($$"""{"type":"Metadata","transaction_key":"deprecated","request_id":"dg-{{Connections}}","sha256":"incomplete","created":"2026-11-25T10:00:00Z","duration":{{At(0)}},"channels":1}""");
                await peer.CloseAsync();
            }
        }
    }
}

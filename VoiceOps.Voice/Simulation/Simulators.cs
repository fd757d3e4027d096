using System.Security.Cryptography;
using VoiceOps.Voice.Simulation.Audio;
using VoiceOps.Voice.Simulation.Callers;
using VoiceOps.Voice.Simulation.Cerebras;
using VoiceOps.Voice.Simulation.Deepgram;
using VoiceOps.Voice.Simulation.ElevenLabs;
using VoiceOps.Voice.Simulation.Twilio;

namespace VoiceOps.Voice.Simulation;

/// <summary>The four providers as servers on loopback, with keys of their own, and the settings that point a host at them.</summary>
public sealed class Simulators : IAsyncDisposable
{
    private readonly string _authToken = Secret();
    private readonly string _deepgramKey = Secret();
    private readonly string _elevenLabsKey = Secret();
    private readonly string _cerebrasKey = Secret();
    private readonly TimeProvider _time;

    public Simulators(TimeProvider time, SpeechPacing? speech = null, ChatPacing? chat = null)
    {
        _time = time;
        Twilio = new TwilioSimulator("AC" + Secret(), _authToken, time);
        Deepgram = new DeepgramSimulator(_deepgramKey, Phrases, time);
        ElevenLabs = new ElevenLabsSimulator(_elevenLabsKey, speech ?? new SpeechPacing(), time);
        Cerebras = new CerebrasSimulator(_cerebrasKey, chat ?? new ChatPacing(), time);
    }

    public PhraseBook Phrases { get; } = new();

    public TwilioSimulator Twilio { get; }

    public DeepgramSimulator Deepgram { get; }

    public ElevenLabsSimulator ElevenLabs { get; }

    public CerebrasSimulator Cerebras { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Twilio.StartAsync(cancellationToken),
        Deepgram.StartAsync(cancellationToken),
        ElevenLabs.StartAsync(cancellationToken),
        Cerebras.StartAsync(cancellationToken));

    /// <summary>A phone whose calls go to the host at this address.</summary>
    public SimulatedCaller Caller(Uri publicUrl) => new(publicUrl, Twilio, Phrases, _time);

    /// <summary>Configuration of a host that takes its calls at <paramref name="publicUrl"/> and uses these providers.</summary>
    public IReadOnlyDictionary<string, string?> Settings(Uri publicUrl) => new Dictionary<string, string?>
    {
        ["VoiceOps:PublicUrl"] = publicUrl.OriginalString,
        ["Twilio:AccountSid"] = Twilio.AccountSid,
        ["Twilio:AuthToken"] = _authToken,
        ["Twilio:ApiBaseUrl"] = Text(Twilio.Address),
        ["Deepgram:ApiKey"] = _deepgramKey,
        ["Deepgram:BaseUrl"] = Text(Deepgram.SocketAddress),
        ["ElevenLabs:ApiKey"] = _elevenLabsKey,
        ["ElevenLabs:BaseUrl"] = Text(ElevenLabs.Address),
        ["ElevenLabs:VoiceId"] = null,
        ["Cerebras:ApiKey"] = _cerebrasKey,
        ["Cerebras:BaseUrl"] = Text(Cerebras.Address) + "/v1",
    };

    public async ValueTask DisposeAsync()
    {
        await Twilio.DisposeAsync();
        await Deepgram.DisposeAsync();
        await ElevenLabs.DisposeAsync();
        await Cerebras.DisposeAsync();
    }

    private static string Text(Uri address) => address.ToString().TrimEnd('/');

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

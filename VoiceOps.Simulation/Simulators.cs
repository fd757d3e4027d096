using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.Deepgram;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Simulation.Twilio;

namespace VoiceOps.Simulation;

/// <summary>The four providers as servers on loopback, with keys of their own, and the settings that point a host at them.</summary>
public sealed class Simulators : IAsyncDisposable
{
    private readonly SimulatorKeys _keys;
    private readonly TimeProvider _time;
    private readonly LineClock _clock;

    public Simulators(TimeProvider time, SpeechPacing? speech = null, ChatPacing? chat = null, SimulatorKeys? keys = null)
    {
        (_time, _keys, _clock) = (time, keys ?? new SimulatorKeys(), new LineClock(time));
        Twilio = new TwilioSimulator(_keys.AccountSid, _keys.AuthToken, time);
        Deepgram = new DeepgramSimulator(_keys.Deepgram, Phrases, time);
        ElevenLabs = new ElevenLabsSimulator(_keys.ElevenLabs, speech ?? new SpeechPacing(), time);
        Cerebras = new CerebrasSimulator(_keys.Cerebras, chat ?? new ChatPacing(), time);
    }

    public PhraseBook Phrases { get; } = new(DemoPhrases.All);

    public TwilioSimulator Twilio { get; }

    public DeepgramSimulator Deepgram { get; }

    public ElevenLabsSimulator ElevenLabs { get; }

    public CerebrasSimulator Cerebras { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Twilio.StartAsync(cancellationToken),
        Deepgram.StartAsync(cancellationToken),
        ElevenLabs.StartAsync(cancellationToken),
        Cerebras.StartAsync(cancellationToken));

    /// <summary>All but Twilio, which is where the phones are, on three ports in a row.</summary>
    public Task StartProvidersAsync(int firstPort, CancellationToken cancellationToken) => Task.WhenAll(
        Deepgram.StartAsync(cancellationToken, firstPort),
        ElevenLabs.StartAsync(cancellationToken, firstPort + 1),
        Cerebras.StartAsync(cancellationToken, firstPort + 2));

    /// <summary>A phone whose calls go to the host at this address.</summary>
    public SimulatedCaller Caller(Uri publicUrl) => new(publicUrl, Twilio, Phrases, _clock, _time);

    /// <summary>Configuration of a host that takes its calls at <paramref name="publicUrl"/> and uses these providers.</summary>
    /// <param name="network">Where Twilio is, when it is not here.</param>
    public IReadOnlyDictionary<string, string?> Settings(Uri publicUrl, Uri? network = null) => new Dictionary<string, string?>
    {
        ["VoiceOps:PublicUrl"] = publicUrl.OriginalString,
        ["Twilio:AccountSid"] = Twilio.AccountSid,
        ["Twilio:AuthToken"] = _keys.AuthToken,
        ["Twilio:ApiBaseUrl"] = Text(network ?? Twilio.Address),
        ["Deepgram:ApiKey"] = _keys.Deepgram,
        ["Deepgram:BaseUrl"] = Text(Deepgram.SocketAddress),
        ["ElevenLabs:ApiKey"] = _keys.ElevenLabs,
        ["ElevenLabs:BaseUrl"] = Text(ElevenLabs.Address),
        ["ElevenLabs:VoiceId"] = null,
        ["Cerebras:ApiKey"] = _keys.Cerebras,
        ["Cerebras:BaseUrl"] = Text(Cerebras.Address) + "/v1",
    };

    public async ValueTask DisposeAsync()
    {
        await Twilio.DisposeAsync();
        await Deepgram.DisposeAsync();
        await ElevenLabs.DisposeAsync();
        await Cerebras.DisposeAsync();
        _clock.Dispose();
    }

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}

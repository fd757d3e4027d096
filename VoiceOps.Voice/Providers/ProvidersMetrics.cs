using System.Diagnostics.Metrics;

namespace VoiceOps.Voice.Providers;

/// <summary>What the connections to providers go through; never tagged by call.</summary>
internal sealed class ProvidersMetrics
{
    public const string MeterName = "VoiceOps.Providers";

    private readonly Counter<long> _reconnects;
    private readonly Counter<long> _charactersResent;

    public ProvidersMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _reconnects = meter.CreateCounter<long>("voiceops.provider.reconnects", "{connection}", "Connections that dropped in mid-call, and whether another one was had");
        _charactersResent = meter.CreateCounter<long>("voiceops.speech.characters.resent", "{character}", "Characters sent to speech once more after a drop");
    }

    public void Reconnected(string service, bool succeeded) => _reconnects.Add(
        1, KeyValuePair.Create<string, object?>("service", service), KeyValuePair.Create<string, object?>("outcome", succeeded ? "reconnected" : "gave-up"));

    public void CharactersResent(int characters) => _charactersResent.Add(characters);
}

using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>How far a provider's figure of a day may be from ours and still agree.</summary>
public sealed class ServiceTolerances
{
    /// <summary>Calls over midnight are booked by the minute here, and by the call there.</summary>
    public ServiceTolerance Twilio { get; init; } = new() { Percent = 2, Dollars = 0.05m };

    public ServiceTolerance Deepgram { get; init; } = new() { Percent = 2, Dollars = 0.02m };

    public ServiceTolerance ElevenLabs { get; init; } = new() { Percent = 1, Dollars = 0.05m };

    public ServiceTolerance Cerebras { get; init; } = new() { Percent = 2, Dollars = 0.01m };

    internal ServiceTolerance Of(string service) => service switch
    {
        ServiceNames.Twilio => Twilio,
        ServiceNames.Deepgram => Deepgram,
        ServiceNames.ElevenLabs => ElevenLabs,
        _ => Cerebras,
    };
}

using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Metering;

/// <summary>What parts of a call's usage cost at the call's own rates: for turns and waste, which the books do not tell apart.</summary>
public sealed class CallPrices
{
    private readonly Lock _gate;
    private readonly MeterSet _meters;

    internal CallPrices(Lock gate, MeterSet meters) => (_gate, _meters) = (gate, meters);

    /// <summary>So much usage (in whole units); zero where no price is known.</summary>
    public Money Of(string service, string operation, string? model, long units) =>
        units != 0 && _meters.RateCard.Find(service, operation, model) is { } rate ? new Money(Rating.Nanos(rate.UnitPrice, units * UsageUnits.MicrosPerUnit)) : Money.Zero;

    /// <summary>So many characters, of the voice model that the call spoke with.</summary>
    public Money OfSpeech(long characters)
    {
        lock (_gate)
        {
            var model = _meters.All.FirstOrDefault(meter => meter.Key.Service == ServiceNames.ElevenLabs)?.Key.Model;
            return Of(ServiceNames.ElevenLabs, OperationNames.Speech, model, characters);
        }
    }

    /// <summary>The line and its transcription since a moment of the call: what would not have been spent had it ended then.</summary>
    public Money Since(TimeSpan moment)
    {
        lock (_gate)
        {
            var nanos = 0L;
            foreach (var meter in _meters.All.Where(meter => meter.Rate is not null))
            {
                nanos += meter.Key.Service switch
                {
                    ServiceNames.Twilio => Rating.Nanos(meter.Rate!.UnitPrice, meter.UsageMicros - StartedMinutes.Micros(moment, meter.Rate)),
                    ServiceNames.Deepgram => Rating.NanosPerMinute(meter.Rate!.UnitPrice, Math.Max(0, meter.UsageMicros - (moment.Ticks / TimeSpan.TicksPerMicrosecond))),
                    _ => 0,
                };
            }

            return new Money(nanos);
        }
    }
}

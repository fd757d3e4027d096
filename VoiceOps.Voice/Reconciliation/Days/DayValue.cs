using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>
/// What a quantity that a provider told without a price is worth: at what the books say a unit cost that day, so that the
/// difference is that of the quantities; where the books have none, at the rate in force. Null when there is no rate: nobody knows.
/// </summary>
internal static class DayValue
{
    public static long? Nanos(ProviderDay told, IReadOnlyList<CostSum> costs, RateCard card)
    {
        var usage = told.UsageMicros ?? 0;
        var operation = told.Service == ServiceNames.ElevenLabs ? OperationNames.Speech : OperationNames.Transcription;
        var model = told.Service == ServiceNames.ElevenLabs ? told.Category : null;
        var own = costs.Where(sum => sum.Operation == operation && (model is null || sum.Model == model)).ToList();
        var (micros, nanos) = (own.Sum(sum => sum.UsageMicros), own.Sum(sum => sum.CostNanos));
        if (micros > 0 && own.TrueForAll(sum => sum.UnpricedEvents == 0))
        {
            return (long)decimal.Round((decimal)nanos * usage / micros, MidpointRounding.ToEven);
        }

        var rate = card.Find(told.Service, operation, model);
        return rate is null ? null
            : told.Service == ServiceNames.Deepgram ? Rating.NanosPerMinute(rate.UnitPrice, usage)
            : Rating.Nanos(rate.UnitPrice, usage);
    }
}

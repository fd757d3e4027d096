using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>
/// Makes the one estimated row of a call: started minutes at the rate in force when it started, by the meter that rates
/// live calls. A rate card is read once for all the calls between two changes of rates.
/// </summary>
internal sealed class BackfillRating(RateCards rateCards)
{
    private readonly Dictionary<int, RateCard> _cards = [];
    private List<DateTime>? _changes;

    public async Task<UsageEvent> RowAsync(VoiceOpsContext context, BackfillCall call, CancellationToken cancellationToken)
    {
        var card = await CardAsync(context, call.CreatedAt, cancellationToken);
        var rate = card.Find(ServiceNames.Twilio, OperationNames.Voice, model: null);
        var meter = new UsageMeter(new MeterKey(ServiceNames.Twilio, OperationNames.Voice, null), rate);
        meter.Settle(StartedMinutes.Micros(TimeSpan.FromSeconds(call.DurationSeconds), rate));
        return meter.Post(new Posting
        {
            CallId = call.CallId,
            EventKey = BackfillKey.Of(call.CallId, call.CallSid),
            Basis = UsageBasis.Estimated,
            OccurredAt = call.AnsweredAt,
            BookedAt = call.AnsweredAt,
        })!;
    }

    private async Task<RateCard> CardAsync(VoiceOpsContext context, DateTime at, CancellationToken cancellationToken)
    {
        _changes ??= await ChangesAsync(context, cancellationToken);
        var found = _changes.BinarySearch(at);
        var interval = found >= 0 ? found + 1 : ~found;
        if (!_cards.TryGetValue(interval, out var card))
        {
            card = await rateCards.LoadAsync(context, at, cancellationToken);
            _cards.Add(interval, card);
        }

        return card;
    }

    private static async Task<List<DateTime>> ChangesAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rates = await context.Rates.AsNoTracking().Select(rate => new { rate.EffectiveFrom, rate.EffectiveTo }).ToListAsync(cancellationToken);
        return [.. rates.Select(rate => rate.EffectiveFrom).Concat(rates.Where(rate => rate.EffectiveTo is not null).Select(rate => rate.EffectiveTo!.Value)).Distinct().Order()];
    }
}

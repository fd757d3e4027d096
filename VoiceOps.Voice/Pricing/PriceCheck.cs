using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>Finds what calls will use and nothing prices, before the first call does.</summary>
public sealed class PriceCheck(RateCards rateCards, IEnumerable<ExpectedUse> uses, TimeProvider time)
{
    /// <summary>As keys of the rates that are missing. Those of the personas' models are in their warnings.</summary>
    public async Task<IReadOnlyList<RateKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var card = await rateCards.LoadAsync(time.GetUtcTime(), cancellationToken);
        return [.. uses.Select(use => use.Key).Where(key => card.Find(key.Service, key.Operation, key.Model) is null)
            .Select(key => new RateKey(key.Service, key.Operation, key.Model))];
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History.Import;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>No two rates of one key at one moment, and every price that a row names is still that of a version on the card.</summary>
internal sealed class RatesHold : ITieOutCheck
{
    public int Number => 7;

    public string Title => "No lot below 0; no two rates of one key overlap; no rate changes once used";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rates = await context.Rates.AsNoTracking().ToListAsync(cancellationToken);
        // Imported rows name the old system's rates, which were never on this card.
        var used = await context.UsageEvents
            .Where(row => row.UnitCost != null && (row.PricingSource == PricingSource.RateCard || row.PricingSource == PricingSource.Free)
                && !row.EventKey.StartsWith(ImportKey.Prefix))
            .GroupBy(row => new { row.Service, row.Operation, row.Model, row.UnitCost })
            .Select(rows => new { rows.Key.Service, rows.Key.Operation, rows.Key.Model, UnitCost = rows.Key.UnitCost!.Value, CallId = rows.Min(row => row.CallId), Count = rows.LongCount() })
            .ToListAsync(cancellationToken);
        var changed = used
            .Where(use => !rates.Exists(rate => rate.UnitPrice == use.UnitCost && Prices(rate, use.Service, use.Operation, use.Model)))
            .Select(use => new TieOutRow
            {
                What = $"{use.Count:N0} rows of {new RateKey(use.Service, use.Operation, use.Model)} were priced {use.UnitCost}, and no version of that rate says so any more",
                CallId = use.CallId,
            });
        var lots = await LotSums.ReadAsync(context, cancellationToken);
        var below = lots.Where(sums => sums.SecondsLeft < 0 || sums.NanosLeft < 0).Select(sums => new TieOutRow
        {
            What = $"Lot {sums.Lot.Id} has {sums.SecondsLeft:N0} s left",
            Expected = Money.Zero,
            Found = new Money(sums.NanosLeft),
        });
        return TieOutFinding.Of(
            $"None of {lots.Count:N0} lots is below 0. {rates.Count:N0} versions of rates do not overlap, and each of the {used.Count:N0} prices that rows name is one of theirs.",
            "A lot is below 0, or the rate card does not say what the rows were priced by.",
            [.. Overlaps(rates), .. changed, .. below]);
    }

    private static bool Prices(Rate rate, string service, string operation, string? model) =>
        rate.Service == service && (rate.Operation == operation || rate.Operation == RateKey.DefaultOperation) && (rate.Model is null || rate.Model == model);

    private static IEnumerable<TieOutRow> Overlaps(IEnumerable<Rate> rates) =>
        from versions in rates.GroupBy(rate => new RateKey(rate.Service, rate.Operation, rate.Model))
        let inOrder = versions.OrderBy(rate => rate.EffectiveFrom).ToList()
        from pair in inOrder.Zip(inOrder.Skip(1))
        where pair.First.EffectiveTo is null || pair.First.EffectiveTo > pair.Second.EffectiveFrom
        select new TieOutRow { What = $"{versions.Key}: version {pair.First.Id} still holds when version {pair.Second.Id} begins, {pair.Second.EffectiveFrom:yyyy-MM-dd HH:mm:ss}" };
}

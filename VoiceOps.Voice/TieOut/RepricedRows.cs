using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>
/// What was priced afterwards: with its corrections a row costs the difference of two rated totals at the rate that they name,
/// so that the meter's rows are its rated total at that rate, and its usage is what it was.
/// </summary>
internal static class RepricedRows
{
    /// <summary><paramref name="rows"/> are all of one meter's, corrections included.</summary>
    public static IEnumerable<TieOutRow> Differences(IReadOnlyCollection<UsageEvent> rows)
    {
        var corrections = rows.Where(row => RepricingKeys.Is(row.EventKey)).ToLookup(row => row.CorrectsEventId!.Value);
        var originals = rows.Where(row => row.CorrectsEventId is null).OrderBy(row => row.Id).ToList();
        var ids = originals.Select(row => row.Id).ToHashSet();
        foreach (var stray in corrections.Where(group => !ids.Contains(group.Key)).SelectMany(group => group))
        {
            yield return new TieOutRow { What = $"Row {stray.Id} prices row {stray.CorrectsEventId}, which is not one of its meter's own", CallId = stray.CallId, Expected = Money.Zero, Found = new Money(stray.CostNanos ?? 0) };
        }

        // Whoever wrote differences looked at every row that there was and no provider had billed: one without costs the same at the new rate.
        var billed = rows.Where(row => row.Basis == UsageBasis.Billed).Select(row => row.ProviderRequestId).ToHashSet();
        var repriced = corrections.SelectMany(group => group).Where(row => RepricingKeys.IsDifference(row.EventKey)).MaxBy(row => row.Id);
        var total = 0L;
        foreach (var row in originals)
        {
            var before = total;
            total += row.UsageMicros;
            var given = corrections[row.Id].ToList();
            var rated = row.Id < repriced?.Id && !billed.Contains(row.ProviderRequestId) ? repriced : given.Where(correction => correction.UnitCost is not null).MaxBy(correction => correction.Id);
            if (RateOf(rated) is { } rate)
            {
                var due = Rating.Nanos(rate, row.UsageUnit, total) - Rating.Nanos(rate, row.UsageUnit, before);
                var found = (row.CostNanos ?? 0) + given.Sum(correction => correction.CostNanos ?? 0);
                if (found != due || given.Sum(correction => correction.UsageMicros) != 0)
                {
                    yield return Difference(row, given, rate, due, found);
                }
            }
        }
    }

    private static TieOutRow Difference(UsageEvent row, List<UsageEvent> given, AppliedRate rate, long due, long found) => new()
    {
        What = $"Row {row.Id} of {new MeterKey(row.Service, row.Operation, row.Model)} was priced afterwards at {rate.UnitPrice}{(given.Count == 0 ? ", and has no correction" : $" by rows {string.Join(", ", given.Select(correction => correction.Id).Order())}")}: {row.UsageMicros / 1_000_000m} {row.UsageUnit} metered, {(row.UsageMicros + given.Sum(correction => correction.UsageMicros)) / 1_000_000m} stand",
        CallId = row.CallId,
        Expected = new Money(due),
        Found = new Money(found),
    };

    private static AppliedRate? RateOf(UsageEvent? correction) => correction?.UnitCost is not { } price ? null : new AppliedRate
    {
        UnitPrice = price,
        PricingType = PricingType.Of(correction.Service)!,
        Source = correction.PricingSource,
    };
}

using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>What a provider billed: all that was booked before is taken back exactly, and the provider's own figure stands in its place.</summary>
internal static class BilledRows
{
    /// <summary><paramref name="rows"/> are all of one call's that one answer of a provider's may be about, corrections included.</summary>
    public static IEnumerable<TieOutRow> Differences(IReadOnlyCollection<UsageEvent> rows)
    {
        var isBilled = rows.Any(row => row is { Basis: UsageBasis.Billed, CorrectsEventId: not null });
        return isBilled ? NotTakenBack(rows) : Strays(rows);
    }

    /// <summary>What was told, as it was kept with the question, against the rows that were made of it.</summary>
    public static IEnumerable<TieOutRow> Differences(ProviderPrice told, IEnumerable<UsageEvent> ofCall)
    {
        if (BilledKeys.Prefix(told.Service, told.Handle) is not { } prefix)
        {
            return [];
        }

        var rows = ofCall.ToList();
        var billed = rows.Where(row => row.EventKey == BilledKeys.New(prefix)).Sum(row => row.CostNanos ?? 0);
        var takenBack = -rows.Where(row => BilledKeys.IsReversal(prefix, row.EventKey)).Sum(row => row.CostNanos ?? 0);
        return Compared(
            ($"{told.Service} told what {told.Handle} cost: {BilledKeys.New(prefix)} is not that", told.BilledNanos, billed),
            ($"What {told.Service}'s price of {told.Handle} took back is not what its reversals say", told.TakenBackNanos, takenBack));

        IEnumerable<TieOutRow> Compared(params IEnumerable<(string What, long Expected, long Found)> sums) => sums
            .Where(sum => sum.Expected != sum.Found)
            .Select(sum => new TieOutRow { What = sum.What, CallId = told.CallId, Expected = new Money(sum.Expected), Found = new Money(sum.Found) });
    }

    // By everything that plain SQL may group by: each such sum has to be nothing once a provider's figure stands.
    private static IEnumerable<TieOutRow> NotTakenBack(IEnumerable<UsageEvent> rows) => rows
        .Where(row => row.Basis != UsageBasis.Billed)
        .GroupBy(row => (row.Model, row.Basis, row.UnitCost, row.RateUnit, row.PricingSource))
        .Where(standing => standing.Sum(row => row.UsageMicros) != 0 || standing.Sum(row => row.CostNanos ?? 0) != 0)
        .Select(standing => new TieOutRow
        {
            What = $"{Name(standing.First())} is billed, and rows {Ids(standing)}, {standing.Key.Basis} at {(object?)standing.Key.UnitCost ?? "no price"}, are not taken back exactly: {standing.Sum(row => row.UsageMicros) / 1_000_000m} {standing.First().UsageUnit} stand",
            CallId = standing.First().CallId,
            Expected = Money.Zero,
            Found = new Money(standing.Sum(row => row.CostNanos ?? 0)),
        });

    // What takes back and has no figure in its place loses the cost.
    private static IEnumerable<TieOutRow> Strays(IEnumerable<UsageEvent> rows) => rows
        .Where(row => row.CorrectsEventId is not null && !RepricingKeys.Is(row.EventKey))
        .Select(row => new TieOutRow
        {
            What = $"Row {row.Id} ({row.EventKey}) takes back row {row.CorrectsEventId} of {Name(row)}, and no provider's figure stands in its place",
            CallId = row.CallId,
            Expected = Money.Zero,
            Found = new Money(row.CostNanos ?? 0),
        });

    private static string Name(UsageEvent row) => new MeterKey(row.Service, row.Operation, row.Model).ToString();

    private static string Ids(IEnumerable<UsageEvent> rows) => string.Join(", ", rows.Select(row => row.Id).Order());
}

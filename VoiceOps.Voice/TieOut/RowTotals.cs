using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>What usage rows and ledger entries say of a stretch, summed by the database from them alone: no page reads this.</summary>
internal sealed class RowTotals
{
    private readonly List<CostCell> _costs = [];
    private readonly List<RevenueCell> _revenues = [];

    /// <summary>Day by day, so that it never holds many quarters of many keys at once. Both ends are whole quarters of an hour.</summary>
    public static async Task<RowTotals> ReadAsync(VoiceOpsContext context, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var totals = new RowTotals();
        for (var day = start; day < end; day = day.AddDays(1))
        {
            var until = day.AddDays(1) < end ? day.AddDays(1) : end;
            totals._costs.AddRange((await RawSums.CostsAsync(context, day, until, cancellationToken))
                .GroupBy(sum => (sum.QuarterStart, sum.Service, sum.Basis))
                .Select(cell => new CostCell(cell.Key.QuarterStart, cell.Key.Service, cell.Key.Basis, cell.Sum(sum => sum.CostNanos))));
            totals._revenues.AddRange((await RawSums.CallsAsync(context, day, until, cancellationToken))
                .Select(sum => new RevenueCell(sum.QuarterStart, sum.RevenueNanos)));
        }

        return totals;
    }

    public Money Cost(DateTime start, DateTime end, string? service = null, string? basis = null) => new(_costs
        .Where(cell => cell.Quarter >= start && cell.Quarter < end && (service is null || cell.Service == service) && (basis is null || cell.Basis == basis))
        .Sum(cell => cell.Nanos));

    public Money Revenue(DateTime start, DateTime end) => new(_revenues.Where(cell => cell.Quarter >= start && cell.Quarter < end).Sum(cell => cell.Nanos));

    private readonly record struct CostCell(DateTime Quarter, string Service, string Basis, long Nanos);

    private readonly record struct RevenueCell(DateTime Quarter, long Nanos);
}

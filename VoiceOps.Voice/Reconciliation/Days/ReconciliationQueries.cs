using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Reads days of the books beside the providers' figures. Days are UTC, since the providers' are.</summary>
public sealed class ReconciliationQueries(
    IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, IOptions<ReconciliationOptions> options, TimeProvider time)
{
    /// <summary>Providers go on adding to a day for about as long.</summary>
    internal static readonly TimeSpan ClosedAfter = TimeSpan.FromHours(48);

    public async Task<ReconciliationView> ReadAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var days = DayFigures.Range(first, last).ToList();
        var sums = await ProviderCosts.ReadAsync(context, [.. days.Select(Bucket)], cancellationToken);
        var costs = sums.ToLookup(sum => (days[sum.Bucket], sum.Service));
        var takenBack = (await context.ProviderPrices.AsNoTracking()
                .Where(price => price.Day >= first && price.Day <= last && price.BilledAt != null)
                .GroupBy(price => new { price.Day, price.Service })
                .Select(prices => new { prices.Key.Day, prices.Key.Service, Nanos = prices.Sum(price => price.TakenBackNanos) })
                .ToListAsync(cancellationToken))
            .ToDictionary(sum => (sum.Day, sum.Service), sum => sum.Nanos);
        var told = (await context.ProviderDays.AsNoTracking().Where(row => row.Day >= first && row.Day <= last).ToListAsync(cancellationToken))
            .ToLookup(row => (row.Day, row.Service));
        var now = time.GetUtcTime();
        var card = await rateCards.LoadAsync(context, now, cancellationToken);
        return new ReconciliationView
        {
            AsOf = now,
            FirstDay = first,
            LastDay = last,
            Cells = [.. days.SelectMany(day => ServiceNames.All.Select(service =>
                Cell(day, service, [.. costs[(day, service)]], takenBack.GetValueOrDefault((day, service)), [.. told[(day, service)]], card, now)))],
        };
    }

    private ReconciliationCell Cell(
        DateOnly day, string service, List<CostSum> costs, long takenBackNanos, List<ProviderDay> told, RateCard card, DateTime now)
    {
        // What was replaced by a billed figure was metered all the same.
        var metered = new Money(costs.Where(sum => sum.Basis != UsageBasis.Billed).Sum(sum => sum.CostNanos) + takenBackNanos);
        var isReported = ReportedUsage.IsOf(service);
        var cell = new ReconciliationCell
        {
            Service = service,
            Day = day,
            Metered = metered,
            UnpricedRows = costs.Sum(sum => sum.UnpricedEvents),
            Told = isReported ? ReportedUsage.Of(costs) : ToldCost(told, costs, card),
            IsReported = isReported,
            Parts = CellPart.Of(service, costs, takenBackNanos, told),
            IsValuedHere = told.Exists(row => row.CostNanos is null),
            ToldAt = told.Count == 0 ? null : told.Max(row => row.ToldAt),
            ReconciledAt = told.Exists(row => row.ReconciledAt is null) ? null : told.Max(row => row.ReconciledAt),
            LaterToldAt = told.Max(row => row.LaterToldAt),
            State = CellState.Empty,
        };
        return cell with { State = StateOf(cell, now) };
    }

    private static Money? ToldCost(List<ProviderDay> told, List<CostSum> costs, RateCard card)
    {
        var values = told.ConvertAll(row => row.CostNanos ?? DayValue.Nanos(row, costs, card));
        return values.Count == 0 || values.Contains(null) ? null : new Money(values.Sum()!.Value);
    }

    private CellState StateOf(ReconciliationCell cell, DateTime now) => cell switch
    {
        { Metered.Nanos: 0, UnpricedRows: 0, Told: null or { Nanos: 0 } } => CellState.Empty,
        { Told: null } => CellState.Untold,
        _ when now < cell.EndedAt => CellState.Open,
        { Told: { } told, UnpricedRows: 0 } when options.Value.Tolerances.Of(cell.Service).Allows(cell.Metered, told) => CellState.Reconciled,
        // What the answers reported, nobody adds to.
        { IsReported: false } when now < cell.EndedAt + ClosedAfter => CellState.Open,
        { UnpricedRows: > 0 } => CellState.Unpriced,
        { IsReported: true } => CellState.Estimated,
        _ => CellState.Unexplained,
    };

    private static SeriesBucket Bucket(DateOnly day) => new(
        day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), "");
}

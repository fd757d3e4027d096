using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>The usage rows behind a cost.</summary>
internal static class CostRows
{
    public static async Task<IReadOnlyList<CostPart>> PartsAsync(
        VoiceOpsContext context, FigureRequest request, RateCard card, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var sums = await Rows(context, request, start, end)
            .GroupBy(row => new { row.Service, row.Operation, row.Model, row.UsageUnit, row.UnitCost, row.RateUnit, row.Basis, row.PricingSource })
            .Select(rows => new CostPart
            {
                Service = rows.Key.Service,
                Operation = rows.Key.Operation,
                Model = rows.Key.Model,
                UsageUnit = rows.Key.UsageUnit,
                UnitCost = rows.Key.UnitCost,
                RateUnit = rows.Key.RateUnit,
                Basis = rows.Key.Basis,
                PricingSource = rows.Key.PricingSource,
                UsageMicros = rows.Sum(row => row.UsageMicros),
                Cost = new Money(rows.Sum(row => row.CostNanos ?? 0)),
                Rows = rows.LongCount(),
                UnpricedRows = rows.AsQueryable().Sum(UnpricedCount.OfRow),
            })
            .ToListAsync(cancellationToken);
        var rates = await context.Rates.AsNoTracking().ToListAsync(cancellationToken);
        return [.. sums
            .Where(part => request.Kind != FigureKind.Rate || IsOfLine(part, request, card))
            .Select(part => part with { Versions = VersionsOf(part, rates) })
            .OrderByDescending(part => part.Cost).ThenBy(part => part.Service, StringComparer.Ordinal).ThenBy(part => part.Operation, StringComparer.Ordinal)];
    }

    /// <summary>One more than a page, so that it is known whether there is another.</summary>
    public static Task<List<UsageEvent>> PageAsync(
        VoiceOpsContext context, FigureRequest request, IEnumerable<CostPart> parts, DateTime start, DateTime end, long? before,
        CancellationToken cancellationToken)
    {
        var rows = Rows(context, request, start, end).AsNoTracking().Where(row => before == null || row.Id < before);
        if (request.Kind == FigureKind.Rate)
        {
            var uses = parts.Select(part => $"{part.Operation}/{part.Model}").Distinct().ToArray();
            rows = rows.Where(row => uses.Contains(row.Operation + "/" + (row.Model ?? "")));
        }

        return rows.OrderByDescending(row => row.Id).Take(FigureExplanation.PageSize + 1).ToListAsync(cancellationToken);
    }

    private static IQueryable<UsageEvent> Rows(VoiceOpsContext context, FigureRequest request, DateTime start, DateTime end) =>
        context.UsageEvents.Where(row => row.BookedAt >= start && row.BookedAt < end && (request.Service == null || row.Service == request.Service));

    // The pricing matrix puts use at the rate that would price it now.
    private static bool IsOfLine(CostPart part, FigureRequest request, RateCard card) =>
        (card.Resolve(part.Service, part.Operation, part.Model)?.Key ?? new RateKey(part.Service, part.Operation, part.Model))
            == new RateKey(request.Service!, request.Operation!, request.Model);

    private static IReadOnlyList<DateTime> VersionsOf(CostPart part, IEnumerable<Rate> rates) =>
        part.PricingSource is not (PricingSource.RateCard or PricingSource.Free) ? []
        : [.. rates
            .Where(rate => rate.UnitPrice == part.UnitCost && rate.Service == part.Service
                && (rate.Operation == part.Operation || rate.Operation == RateKey.DefaultOperation) && (rate.Model is null || rate.Model == part.Model))
            .OrderByDescending(rate => rate.Model is not null).ThenByDescending(rate => rate.Operation == part.Operation)
            .ThenByDescending(rate => rate.EffectiveFrom)
            .GroupBy(rate => (rate.Operation, rate.Model)).Take(1).SelectMany(versions => versions).Select(rate => rate.EffectiveFrom)];
}

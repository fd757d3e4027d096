using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>
/// Asks providers for the figures of days and keeps them. Asking twice changes nothing. A figure that is no longer known never
/// replaces one that is, and once a day has been reconciled its figure stands: a later one is kept beside it.
/// </summary>
internal sealed class DayFigures(
    IDbContextFactory<VoiceOpsContext> contexts, IEnumerable<IDaySource> sources, ReconciliationQueries queries, SourceStates states, TimeProvider time, ILogger<DayFigures> logger)
{
    public const string What = "figures by day";

    /// <summary>Days that are asked for; providers correct their figures for some days, hardly for weeks.</summary>
    public const int Days = 35;
    private const int LatestDays = 4;
    private static readonly TimeSpan AllDaysEvery = TimeSpan.FromHours(12);

    private readonly Dictionary<string, DateTime> _allAskedAt = [];

    public static IEnumerable<DateOnly> Range(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        var today = DateOnly.FromDateTime(now);
        foreach (var source in sources)
        {
            await states.RunAsync(source.Service, What, source.OffReason, async () =>
            {
                var all = !_allAskedAt.TryGetValue(source.Service, out var at) || now - at >= AllDaysEvery;
                var figures = await source.ReadAsync(today.AddDays(1 - (all ? Days : LatestDays)), today, cancellationToken);
                // A day that has hardly begun has not "nothing": it is not told yet.
                await KeepAsync(source.Service, [.. figures.Where(figure => figure.Day < today || !figure.IsZero)], now, cancellationToken);
                _allAskedAt[source.Service] = all ? now : at;
            }, cancellationToken);
        }

        await MarkReconciledAsync(today.AddDays(1 - Days), today, now, cancellationToken);
    }

    private async Task KeepAsync(string service, IReadOnlyList<DayFigure> figures, DateTime now, CancellationToken cancellationToken)
    {
        if (figures.Count == 0)
        {
            return;
        }

        await using var context = await contexts.OpenAsync(cancellationToken);
        var (first, last) = (figures.Min(figure => figure.Day), figures.Max(figure => figure.Day));
        var known = await context.ProviderDays.Where(row => row.Service == service && row.Day >= first && row.Day <= last)
            .ToDictionaryAsync(row => (row.Day, row.Category), cancellationToken);
        foreach (var figure in figures)
        {
            if (known.TryGetValue((figure.Day, figure.Category), out var row))
            {
                Change(row, figure, now);
            }
            else
            {
                context.Add(new ProviderDay
                {
                    Service = service,
                    Day = figure.Day,
                    Category = figure.Category,
                    UsageMicros = figure.UsageMicros,
                    CostNanos = figure.Cost?.Nanos,
                    ToldAt = now,
                });
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private void Change(ProviderDay row, DayFigure figure, DateTime now)
    {
        if ((row.UsageMicros, row.CostNanos) == (figure.UsageMicros, figure.Cost?.Nanos))
        {
            return;
        }

        if (row.ReconciledAt is null)
        {
            (row.UsageMicros, row.CostNanos, row.ToldAt) = (figure.UsageMicros, figure.Cost?.Nanos, now);
        }
        else if ((row.LaterUsageMicros, row.LaterCostNanos) != (figure.UsageMicros, figure.Cost?.Nanos))
        {
            (row.LaterUsageMicros, row.LaterCostNanos, row.LaterToldAt) = (figure.UsageMicros, figure.Cost?.Nanos, now);
            logger.LaterFigure(row.Service, row.Day);
        }
    }

    private async Task MarkReconciledAsync(DateOnly first, DateOnly last, DateTime now, CancellationToken cancellationToken)
    {
        var view = await queries.ReadAsync(first, last, cancellationToken);
        await using var context = await contexts.OpenAsync(cancellationToken);
        foreach (var cell in view.Cells.Where(cell =>
            cell is { State: CellState.Reconciled, ReconciledAt: null, IsReported: false } && now >= cell.EndedAt + ReconciliationQueries.ClosedAfter))
        {
            await context.ProviderDays.Where(row => row.Service == cell.Service && row.Day == cell.Day && row.ReconciledAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(value => value.ReconciledAt, now), cancellationToken);
        }
    }
}

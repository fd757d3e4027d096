using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>Reads what a day of each service costs at present: the mean of the last seven days, or of as many as there are.</summary>
internal sealed class BurnQueries(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private const int Days = 7;

    public async Task<IReadOnlyDictionary<string, Money>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var start = now.AddDays(-Days);
        var first = await context.CostRollups.Where(row => row.QuarterStart >= start).MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken);
        var sums = await RollupSums.CostsAsync(context, [new SeriesBucket(start, now, "")], cancellationToken);
        // A first busy hour is not the use of a day.
        var days = (decimal)Math.Max(1, (now - (first ?? now)).TotalDays);
        return ServiceNames.All.ToDictionary(service => service, service => new Money(
            (long)(sums.Where(sum => sum.Service == service).Sum(sum => sum.CostNanos) / days)));
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>Reads what a day of each service costs at present, at the pace of the last week, of the last day and of the last hours.</summary>
internal sealed class BurnQueries(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    private static readonly (TimeSpan Length, string Words)[] Stretches =
    [
        (TimeSpan.FromDays(7), "the last week"),
        (TimeSpan.FromDays(1), "the last day"),
        (TimeSpan.FromHours(6), "the last 6 hours"),
    ];

    public async Task<IReadOnlyDictionary<string, ServicePace>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcTime();
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        // Whole quarters, or the one that a stretch begins in would be missing.
        var starts = Stretches.Select(stretch => UtcTime.QuarterStart(now - stretch.Length)).ToArray();
        var first = await context.CostRollups.Where(row => row.QuarterStart >= starts[0]).MinAsync(row => (DateTime?)row.QuarterStart, cancellationToken);
        var sums = await RollupSums.CostsAsync(context, [.. starts.Select(start => new SeriesBucket(start, now, ""))], cancellationToken);
        var days = starts.Select(start => (decimal)(now - start).TotalDays).ToArray();
        // The week of a new account is as long as its use, and a day at least.
        days[0] = Math.Clamp((decimal)(now - (first ?? now)).TotalDays, 1, days[0]);
        return ServiceNames.All.ToDictionary(service => service, service => ServicePace.Of([.. Stretches.Select((stretch, index) => new CostPace(
            stretch.Words,
            new Money((long)(sums.Where(sum => sum.Bucket == index && sum.Service == service).Sum(sum => sum.CostNanos) / days[index]))))]));
    }
}

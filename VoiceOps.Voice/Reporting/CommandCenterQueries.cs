using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting.Exposure;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>Reads everything the Command Center shows for a range, from the rollups, in one read transaction.</summary>
public sealed class CommandCenterQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ExposureQueries exposure, ReportingClock clock)
{
    private const int RecentCallCount = 25;

    public async Task<CommandCenterSnapshot> ReadAsync(RangeRequest request, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        return await ReadAsync(context, request, cancellationToken);
    }

    /// <summary>The same inside somebody else's read transaction.</summary>
    internal async Task<CommandCenterSnapshot> ReadAsync(VoiceOpsContext context, RangeRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var range = ReportRanges.Resolve(request, now, clock.Zone);
        var buckets = SeriesBuckets.Cut(range, clock.Zone);
        var costs = await RollupSums.CostsAsync(context, buckets, cancellationToken);
        var calls = await RollupSums.CallsAsync(context, buckets, cancellationToken);
        var card = await rateCards.LoadAsync(context, now, cancellationToken);

        return new CommandCenterSnapshot
        {
            AsOf = now,
            Range = range,
            HasCalls = await context.Calls.AnyAsync(cancellationToken),
            Current = Totals.Of(costs, calls),
            Previous = await ReadPreviousAsync(context, range, cancellationToken),
            Services = Totals.Services(costs),
            Series = Totals.Series(buckets, costs, calls, now),
            Rates = RateUsages.Of(card, costs),
            RecentCalls = await ReadRecentAsync(context, range, cancellationToken),
            Exposure = await exposure.ReadAsync(context, now, cancellationToken),
        };
    }

    private static async Task<PeriodTotals> ReadPreviousAsync(VoiceOpsContext context, ReportRange range, CancellationToken cancellationToken)
    {
        var lastQuarter = UtcTime.QuarterStart(range.PreviousEnd);
        SeriesBucket[] whole = [new(range.PreviousStart, lastQuarter, "")];
        var costs = await RollupSums.CostsAsync(context, whole, cancellationToken);
        var calls = await RollupSums.CallsAsync(context, whole, cancellationToken);
        if (lastQuarter < range.PreviousEnd)
        {
            costs.AddRange(await PartQuarter.CostsAsync(context, lastQuarter, range.PreviousEnd, cancellationToken));
            calls.Add(await PartQuarter.CallsAsync(context, lastQuarter, range.PreviousEnd, cancellationToken));
        }

        return Totals.Of(costs, calls);
    }

    private static Task<IReadOnlyList<RecentCall>> ReadRecentAsync(VoiceOpsContext context, ReportRange range, CancellationToken cancellationToken) =>
        RecentCalls.ReadAsync(
            context,
            context.Calls.Where(call => call.CreatedAt >= range.Start && call.CreatedAt < range.End)
                .OrderByDescending(call => call.CreatedAt).ThenByDescending(call => call.Id).Take(RecentCallCount),
            cancellationToken);
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>Reads the rate card with its use, what comes, and the history of one rate.</summary>
public sealed class RateBookQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ReportingClock clock)
{
    public async Task<RateBook> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var now = clock.Now;
        var range = ReportRanges.Resolve(RangeRequest.Default, now, clock.Zone);
        var costs = await RollupSums.CostsAsync(context, [new(range.Start, range.End, "")], cancellationToken);
        return new RateBook
        {
            AsOf = now,
            Range = range,
            InForce = RateUsages.Of(await rateCards.LoadAsync(context, now, cancellationToken), costs),
            Coming = await ComingAsync(context, now, cancellationToken),
            UnpricedRows = await UnpricedQueries.Rows(context).LongCountAsync(cancellationToken),
        };
    }

    public async Task<RateHistory> HistoryAsync(RateKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        return new RateHistory
        {
            Key = key,
            Versions = [.. (await context.Rates.AsNoTracking()
                .Where(rate => rate.Service == key.Service && rate.Operation == key.Operation && rate.Model == key.Model)
                .OrderByDescending(rate => rate.EffectiveFrom).ToListAsync(cancellationToken)).Where(rate => rate.IsReadable)],
            Changes = await context.RateChanges.AsNoTracking()
                .Where(change => change.Service == key.Service && change.Operation == key.Operation && change.Model == key.Model)
                .OrderByDescending(change => change.Id).ToListAsync(cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<ComingRate>> ComingAsync(VoiceOpsContext context, DateTime now, CancellationToken cancellationToken)
    {
        var versions = (await context.Rates.AsNoTracking()
            .Where(rate => rate.EffectiveFrom > now || rate.EffectiveTo > now)
            .ToListAsync(cancellationToken)).FindAll(rate => rate.IsReadable);
        var changes = await context.RateChanges.AsNoTracking().Where(change => change.EffectiveFrom > now).OrderBy(change => change.Id)
            .ToListAsync(cancellationToken);

        // Where one version ends and the next begins, that is one moment.
        return [.. versions
            .SelectMany(version => new[] { version.EffectiveFrom, version.EffectiveTo ?? now }, (version, at) => (version.Key, At: at))
            .Where(moment => moment.At > now)
            .Distinct()
            .Select(moment => Coming(moment.Key, moment.At, versions, changes))
            .OrderBy(coming => coming.At).ThenBy(coming => coming.Key.ToString(), StringComparer.Ordinal)];
    }

    private static ComingRate Coming(RateKey key, DateTime at, IReadOnlyList<Rate> versions, IReadOnlyList<RateChange> changes)
    {
        var change = changes.LastOrDefault(change => change.Key == key && change.EffectiveFrom == at && change.Action != RateAction.Cancelled);
        return new ComingRate
        {
            Key = key,
            At = at,
            Version = versions.FirstOrDefault(version => version.Key == key && version.EffectiveFrom == at),
            Before = versions.FirstOrDefault(version => version.Key == key && version.EffectiveTo == at)?.Terms,
            ChangedBy = change?.ChangedBy,
            Reason = change?.Reason,
        };
    }
}

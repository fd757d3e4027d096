using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Repricing;

/// <summary>
/// Corrections that are worked out and staged, a page of calls at a time. A page of which a call gets another row meanwhile, such as its provider's bill, is worked
/// out anew before any is made visible.
/// </summary>
internal sealed class StagedRepricing
{
    private readonly StagedBooks _staged;
    private readonly Func<IReadOnlyList<CallStart>, CancellationToken, Task<IReadOnlyCollection<MeterRepricing>>> _repriceAsync;
    private readonly List<Page> _pages = [];
    private readonly List<AppliedVersion> _rates;
    private long _lastRow;

    private StagedRepricing(
        StagedBooks staged, List<AppliedVersion> rates, long lastRow, Func<IReadOnlyList<CallStart>, CancellationToken, Task<IReadOnlyCollection<MeterRepricing>>> repriceAsync) =>
        (_staged, _rates, _lastRow, _repriceAsync) = (staged, rates, lastRow, repriceAsync);

    public RepricingResult Result => _pages.Aggregate(RepricingResult.Of([], 0), (sum, page) => sum.Plus(page.Result));

    public static async Task<StagedRepricing> BeginAsync(
        VoiceOpsContext context, StagedBooks staged, Func<IReadOnlyList<CallStart>, CancellationToken, Task<IReadOnlyCollection<MeterRepricing>>> repriceAsync,
        CancellationToken cancellationToken) =>
        new(staged, await RatesAsync(context, cancellationToken), await LastRowAsync(context, cancellationToken), repriceAsync);

    public async Task AddAsync(IReadOnlyList<CallStart> calls, CancellationToken cancellationToken) => _pages.Add(await StageAsync(calls, cancellationToken));

    /// <summary>Whether all of it still follows from the books.</summary>
    /// <exception cref="PublicationException">Rates have changed, so that none of it does.</exception>
    public async Task<bool> HoldsAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        if (!_rates.SequenceEqual(await RatesAsync(context, cancellationToken)))
        {
            throw new PublicationException("Rates were changed while it was being worked out.");
        }

        return (await OutdatedAsync(context, cancellationToken)).Count == 0;
    }

    public async Task RenewAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var outdated = await OutdatedAsync(context, cancellationToken);
        // Before anything is read: what comes while it is read is seen the next time.
        _lastRow = await LastRowAsync(context, cancellationToken);
        foreach (var page in outdated)
        {
            await _staged.RemoveAsync([.. page.Calls.Select(call => call.Id)], cancellationToken);
            _pages[_pages.IndexOf(page)] = await StageAsync(page.Calls, cancellationToken);
        }
    }

    private static async Task<long> LastRowAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        await context.UsageEventsAndTests.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;

    private static async Task<List<AppliedVersion>> RatesAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        [.. (await context.Rates.AsNoTracking().OrderBy(rate => rate.Id).ToListAsync(cancellationToken)).Select(rate => new AppliedVersion(rate.Key, rate.Terms, rate.EffectiveFrom, rate.EffectiveTo))];

    private async Task<IReadOnlyList<Page>> OutdatedAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var changed = (await context.UsageEventsAndTests.Where(row => row.Id > _lastRow).Select(row => row.CallId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        return changed.Count == 0 ? [] : [.. _pages.Where(page => page.Calls.Any(call => changed.Contains(call.Id)))];
    }

    private async Task<Page> StageAsync(IReadOnlyList<CallStart> calls, CancellationToken cancellationToken)
    {
        var meters = await _repriceAsync(calls, cancellationToken);
        await _staged.AddAsync([new LedgerBatch { Events = [.. meters.SelectMany(meter => meter.Corrections)] }], cancellationToken);
        return new Page(calls, RepricingResult.Of(meters, calls.Count));
    }

    private sealed record Page(IReadOnlyList<CallStart> Calls, RepricingResult Result);

    private sealed record AppliedVersion(RateKey Key, RateTerms Terms, DateTime From, DateTime? To);
}

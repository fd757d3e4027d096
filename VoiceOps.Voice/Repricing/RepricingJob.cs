using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Repricing;

/// <summary>
/// Prices rows of ended calls at the rates that were in force when the calls started, as appended corrections. Run again it
/// adds nothing, and where it was stopped it goes on. Designers' tests too: they cost at the providers what any call does.
/// See docs/decisions/0004.
/// </summary>
public sealed class RepricingJob
{
    // A page is one commit, in turn with the live calls' commits: kept short.
    private const int CallsAPage = 100;

    private readonly IDbContextFactory<VoiceOpsContext> _contexts;
    private readonly RateCards _rateCards;
    private readonly LedgerWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<RepricingJob> _logger;

    internal RepricingJob(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, LedgerWriter writer, TimeProvider time, ILogger<RepricingJob> logger) =>
        (_contexts, _rateCards, _writer, _time, _logger) = (contexts, rateCards, writer, time, logger);

    /// <summary>What <see cref="RunAsync"/> would do now.</summary>
    public async Task<RepricingResult> PreviewAsync(RepricingScope scope, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.OpenAsync(cancellationToken);
        var result = RepricingResult.Of([], 0);
        for (var last = 0L; await PageAsync(context, scope, last, cancellationToken) is { Count: > 0 } page; last = page[^1].Id)
        {
            result = result.Plus(RepricingResult.Of(await RepriceAsync(context, page, scope, cancellationToken), page.Count));
        }

        return result;
    }

    /// <summary>Appends the corrections, a page of calls at a time. <paramref name="progress"/> hears how many calls are done.</summary>
    /// <exception cref="ArgumentException">It is not signed.</exception>
    public async Task<RepricingResult> RunAsync(RepricingScope scope, Signature signature, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (signature.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(signature));
        }

        var result = RepricingResult.Of([], 0);
        var last = 0L;
        while (true)
        {
            List<CallStart> page = [];
            IReadOnlyCollection<MeterRepricing> meters = [];
            await _writer.PostAsync(
                async (context, token) =>
                {
                    page = await PageAsync(context, scope, last, token);
                    meters = await RepriceAsync(context, page, scope, token);
                    return [new LedgerBatch { Events = [.. meters.SelectMany(meter => meter.Corrections)] }];
                },
                cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            last = page[^1].Id;
            result = result.Plus(RepricingResult.Of(meters, page.Count));
            progress?.Report(result.Calls);
        }

        _logger.Repriced(result.Rows, result.Calls, result.Difference.Dollars, signature.By, signature.Reason);
        return result;
    }

    private static Task<List<CallStart>> PageAsync(VoiceOpsContext context, RepricingScope scope, long last, CancellationToken cancellationToken)
    {
        var (from, to) = (scope.From ?? DateTime.UnixEpoch, scope.To ?? DateTime.MaxValue.AddDays(-1));
        var calls = context.CallsAndTests.Where(call => call.Id > last && call.EndedAt != null && call.CreatedAt >= from && call.CreatedAt < to);
        if (scope.UnpricedOnly)
        {
            var unpriced = UnpricedCount.Rows(context.UsageEventsAndTests);
            calls = calls.Where(call => unpriced.Any(row => row.CallId == call.Id));
        }

        return calls.OrderBy(call => call.Id).Take(CallsAPage).Select(call => new CallStart(call.Id, call.CreatedAt)).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyCollection<MeterRepricing>> RepriceAsync(
        VoiceOpsContext context, IReadOnlyCollection<CallStart> calls, RepricingScope scope, CancellationToken cancellationToken)
    {
        var ids = calls.Select(call => call.Id).ToList();
        var rows = (await context.UsageEventsAndTests.AsNoTracking().Where(row => ids.Contains(row.CallId)).ToListAsync(cancellationToken)).ToLookup(row => row.CallId);
        var now = _time.GetUtcTime();
        var meters = new List<MeterRepricing>();
        RateCard? card = null;
        foreach (var call in calls)
        {
            // A call keeps the whole card of its start. Neighbors mostly share one, but a version may begin between any two.
            card = await _rateCards.LoadAsync(context, call.StartedAt, cancellationToken);
            meters.AddRange(rows[call.Id]
                .GroupBy(row => new MeterKey(row.Service, row.Operation, row.Model))
                .Select(meter => MeterRepricing.Of(meter.Key, [.. meter], card.Find(meter.Key.Service, meter.Key.Operation, meter.Key.Model), scope.UnpricedOnly, now)));
        }

        return meters;
    }

    private sealed record CallStart(long Id, DateTime StartedAt);
}

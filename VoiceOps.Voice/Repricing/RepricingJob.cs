using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Repricing;

/// <summary>
/// Prices rows of ended calls at the rates that were in force when the calls started, as appended corrections. They are worked out beside the books, where nobody
/// waits for it, and made visible all at once; run again it adds nothing. Designers' tests too: they cost at the providers what any call does.
/// See docs/decisions/0004 and 0006.
/// </summary>
public sealed class RepricingJob
{
    // What is held at once, and what is worked out anew when one of them gets another row meanwhile.
    private const int CallsAPage = 100;
    private const int MostRounds = 50;

    private readonly IDbContextFactory<VoiceOpsContext> _contexts;
    private readonly RateCards _rateCards;
    private readonly LedgerWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<RepricingJob> _logger;
    private readonly SemaphoreSlim _running = new(1, 1);

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

    /// <summary>Appends the corrections, all at once; stopped before, it leaves nothing behind. <paramref name="progress"/> hears how many calls are worked out.</summary>
    /// <exception cref="ArgumentException">It is not signed.</exception>
    /// <exception cref="PublicationException">It cannot be made visible beside live calls.</exception>
    public async Task<RepricingResult> RunAsync(RepricingScope scope, Signature signature, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (signature.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(signature));
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            var result = await RepriceAllAsync(scope, progress, cancellationToken);
            _logger.Repriced(result.Rows, result.Calls, result.Difference.Dollars, signature.By, signature.Reason);
            return result;
        }
        finally
        {
            _running.Release();
        }
    }

    private async Task<RepricingResult> RepriceAllAsync(RepricingScope scope, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var context = await _contexts.OpenAsync(cancellationToken);
        await using var staged = await StagedBooks.OpenAsync(_contexts, "repricing", _time, cancellationToken);
        var repricing = await StagedRepricing.BeginAsync(context, staged, (calls, token) => RepriceAsync(context, calls, scope, token), cancellationToken);
        var done = 0L;
        for (var last = 0L; await PageAsync(context, scope, last, cancellationToken) is { Count: > 0 } page; last = page[^1].Id)
        {
            await repricing.AddAsync(page, cancellationToken);
            progress?.Report(done += page.Count);
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (await _writer.PublishAsync(staged, repricing.HoldsAsync, progress: null, cancellationToken))
            {
                return repricing.Result;
            }

            await repricing.RenewAsync(context, cancellationToken);
        }

        throw new PublicationException("The calls of this range are getting rows all the time.");
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
        VoiceOpsContext context, IReadOnlyList<CallStart> calls, RepricingScope scope, CancellationToken cancellationToken)
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
}

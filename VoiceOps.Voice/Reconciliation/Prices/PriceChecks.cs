using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>
/// Asks providers what calls cost, a bounded number at a time, and books the answers as pairs. What is not known yet is asked
/// for again later each time; a provider that refuses keeps nothing else waiting.
/// </summary>
internal sealed class PriceChecks(
    IDbContextFactory<VoiceOpsContext> contexts, IEnumerable<IPriceSource> sources, LedgerWriter writer, SourceStates states, TimeProvider time)
{
    public const string What = "call prices";
    private const int Batch = 60;
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);
    private static readonly TimeSpan LookBackOnceCaughtUp = TimeSpan.FromDays(1);

    private readonly HashSet<string> _caughtUp = [];

    /// <summary>Returns how many rows were booked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var booked = 0;
        foreach (var source in sources)
        {
            await states.RunAsync(source.Service, What, source.OffReason, async () =>
            {
                await EnqueueAsync(source, cancellationToken);
                var (rows, refusal) = await AskAsync(source, cancellationToken);
                booked += rows;
                if (refusal is not null)
                {
                    throw refusal;
                }
            }, cancellationToken);
        }

        return booked;
    }

    private async Task EnqueueAsync(IPriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var now = time.GetUtcTime();
        var since = now - (_caughtUp.Contains(source.Service) ? LookBackOnceCaughtUp : LookBack);
        var handles = await source.Unasked(context, since).AsNoTracking().Take(Batch).ToListAsync(cancellationToken);
        context.AddRange(handles.Select(handle => new ProviderPrice
        {
            Service = source.Service,
            Handle = handle.Handle,
            CallId = handle.CallId,
            Day = DateOnly.FromDateTime(handle.StartedAt),
            Attempts = 0,
            NextAttemptAt = now,
        }));
        await context.SaveChangesAsync(cancellationToken);
        if (handles.Count < Batch)
        {
            _caughtUp.Add(source.Service);
        }
    }

    private async Task<(int Rows, ProviderException? Refusal)> AskAsync(IPriceSource source, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        var now = time.GetUtcTime();
        var due = await context.ProviderPrices
            .Where(price => price.Service == source.Service && price.NextAttemptAt <= now)
            .OrderBy(price => price.NextAttemptAt).ThenBy(price => price.Id)
            .Take(Batch).ToListAsync(cancellationToken);
        var answers = new List<(ProviderPrice Price, PriceAnswer Answer)>();
        ProviderException? refusal = null;
        foreach (var price in due)
        {
            // Rows of its own may still come; they come within seconds.
            if (writer.Find(price.CallId) is not null)
            {
                continue;
            }

            price.AskedAt = now;
            price.NextAttemptAt = PriceSchedule.Next(now, ++price.Attempts);
            try
            {
                if (await source.AskAsync(price.Handle, cancellationToken) is { } answer)
                {
                    answers.Add((price, answer));
                    price.Problem = answer.Problem;
                    price.NextAttemptAt = answer.Price is null ? null : price.NextAttemptAt;
                }
                else if (price.NextAttemptAt is null)
                {
                    price.Problem = "The provider never told a price.";
                }
            }
            catch (ProviderException exception)
            {
                // The next one would be refused too. This one is asked later than the others, in case it is the reason.
                refusal = exception;
                break;
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        return (await BookAsync(source, [.. answers.Where(answer => answer.Answer.Price is not null)], cancellationToken), refusal);
    }

    private async Task<int> BookAsync(IPriceSource source, List<(ProviderPrice Price, PriceAnswer Answer)> answers, CancellationToken cancellationToken)
    {
        return answers.Count == 0 ? 0 : await writer.PostAsync(MakeAsync, cancellationToken);

        async Task<IReadOnlyList<LedgerBatch>> MakeAsync(VoiceOpsContext context, CancellationToken cancellationToken)
        {
            var batches = new List<LedgerBatch>();
            foreach (var (price, answer) in answers)
            {
                var rows = await source.Booked(context, price).AsNoTracking().ToListAsync(cancellationToken);
                var pair = BilledPairs.Make(rows, source.KeyPrefix(price.Handle), answer.Price!.Value, answer.Usage);
                batches.Add(new LedgerBatch { Events = pair });
                var all = rows.Concat(pair).ToList();
                var takenBack = all.Where(row => BilledKeys.IsReversal(source.KeyPrefix(price.Handle), row.EventKey)).Sum(row => row.CostNanos ?? 0);
                await context.ProviderPrices.Where(row => row.Id == price.Id).ExecuteUpdateAsync(row => row
                    .SetProperty(value => value.NextAttemptAt, (DateTime?)null)
                    .SetProperty(value => value.BilledAt, time.GetUtcTime())
                    .SetProperty(value => value.TakenBackNanos, -takenBack)
                    .SetProperty(value => value.BilledNanos, answer.Price.Value.Nanos)
                    .SetProperty(value => value.Problem, (string?)null), cancellationToken);
            }

            return batches;
        }
    }
}

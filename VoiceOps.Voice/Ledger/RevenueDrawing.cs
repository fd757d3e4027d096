using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>
/// Tells where the seconds of a commit's postings come from: out of the account's lots as long as there are any, else overrun at the price frozen
/// at the call's start. It reads what the books hold inside the commit's transaction, so that no second is drawn twice.
/// </summary>
internal sealed class RevenueDrawing
{
    private readonly Dictionary<long, List<OpenLot>> _lots = [];
    private readonly Dictionary<long, DrawnCall> _calls = [];

    private RevenueDrawing()
    {
    }

    public static async Task<RevenueDrawing> OpenAsync(VoiceOpsContext context, IReadOnlyList<RevenuePosting> postings, CancellationToken cancellationToken)
    {
        var drawing = new RevenueDrawing();
        if (postings.Count == 0)
        {
            return drawing;
        }

        // A call that has drawn before is followed to its end: its overrun is one rounded product, and seconds may come back to a lot that is used up.
        var callIds = postings.Select(posting => posting.CallId).Distinct().ToList();
        var drawn = (await context.CreditDraws.Where(draw => callIds.Contains(draw.CallId))
            .GroupBy(draw => new { draw.CallId, draw.LotId })
            .Select(draws => new { draws.Key.CallId, draws.Key.LotId, Seconds = draws.Sum(draw => draw.Seconds), Last = draws.Max(draw => draw.Id) })
            .ToListAsync(cancellationToken)).ToLookup(sum => sum.CallId);
        var (accounts, known) = (postings.Select(posting => posting.AccountId).Distinct().ToList(), drawn.SelectMany(sums => sums).Select(sum => sum.LotId).Distinct().ToList());
        var lots = await context.CreditLots.AsNoTracking()
            .Where(lot => known.Contains(lot.Id) || (accounts.Contains(lot.AccountId) && lot.DrawnSeconds + lot.RemovedSeconds < lot.Seconds))
            .ToListAsync(cancellationToken);
        if (lots.Count == 0)
        {
            return drawing;
        }

        var bent = lots.Where(lot => lot.RemovedSeconds > 0).Select(lot => lot.Id).ToList();
        var removals = (await context.LotRemovals.AsNoTracking().Where(removal => bent.Contains(removal.LotId)).OrderBy(removal => removal.Id).ToListAsync(cancellationToken))
            .ToLookup(removal => removal.LotId);
        foreach (var ofAccount in lots.GroupBy(lot => lot.AccountId))
        {
            drawing._lots[ofAccount.Key] = [.. ofAccount.InDrawingOrder().Select(lot => new OpenLot(lot, LotCurve.Of(lot, removals[lot.Id])))];
        }

        var calls = postings.Where(posting => drawing._lots.ContainsKey(posting.AccountId)).Select(posting => posting.CallId).Distinct().ToList();
        var billed = await context.LedgerTransactions.Where(row => row.CallId != null && calls.Contains(row.CallId.Value) && row.Kind == LedgerKind.Usage)
            .GroupBy(row => row.CallId!.Value)
            .Select(rows => new { CallId = rows.Key, Seconds = rows.Sum(row => row.BilledSeconds) })
            .ToDictionaryAsync(row => row.CallId, row => row.Seconds, cancellationToken);
        foreach (var call in calls)
        {
            drawing._calls[call] = new DrawnCall(
                billed.GetValueOrDefault(call), drawn[call].Where(sum => sum.Seconds > 0).OrderBy(sum => sum.Last).Select(sum => (sum.LotId, sum.Seconds)));
        }

        return drawing;
    }

    /// <summary>Adds the sides of a posting to its transaction, which has its id already. Returns the draws that belong to it.</summary>
    public IReadOnlyList<CreditDraw> Apply(RevenuePosting posting, LedgerTransaction movement)
    {
        if (!_calls.TryGetValue(posting.CallId, out var call))
        {
            movement.With(LedgerAccounts.Receivable, posting.Earned).With(LedgerAccounts.UsageRevenue, -posting.Earned);
            return [];
        }

        var overrunBefore = call.OverrunSeconds;
        call.Bill(posting.BilledSeconds);
        var draws = new List<CreditDraw>();
        foreach (var (lot, seconds) in call.OverrunSeconds >= 0 ? Take(posting, call, overrunBefore) : GiveBack(posting, call))
        {
            call.Draw(lot.Id, seconds);
            draws.Add(new CreditDraw
            {
                LotId = lot.Id,
                CallId = posting.CallId,
                TransactionId = movement.Id,
                Seconds = seconds,
                ValueNanos = lot.Draw(seconds),
                OccurredAt = posting.OccurredAt,
            });
        }

        var drawn = new Money(draws.Sum(draw => draw.ValueNanos));
        var overrun = Worth(posting.PricePerMinute, call.OverrunSeconds) - Worth(posting.PricePerMinute, overrunBefore);
        movement.With(LedgerAccounts.DeferredRevenue, drawn).With(LedgerAccounts.Receivable, overrun).With(LedgerAccounts.UsageRevenue, -(drawn + overrun));
        return draws;
    }

    // Only what is new is drawn: seconds that were overrun stay so, whatever has been bought since.
    private IEnumerable<(OpenLot Lot, long Seconds)> Take(RevenuePosting posting, DrawnCall call, long overrunBefore)
    {
        foreach (var lot in _lots[posting.AccountId].Where(lot => lot.IsOpenAt(posting.OccurredAt)))
        {
            if (Math.Min(lot.SecondsLeft, call.OverrunSeconds - Math.Max(0, overrunBefore)) is > 0 and var seconds)
            {
                yield return (lot, seconds);
            }
        }
    }

    // The last seconds of a call are those that it did not have: overrun first, then what was drawn last.
    private IEnumerable<(OpenLot Lot, long Seconds)> GiveBack(RevenuePosting posting, DrawnCall call)
    {
        foreach (var (lotId, drawn) in call.Drawn.Reverse().ToList())
        {
            if (call.OverrunSeconds < 0 && _lots[posting.AccountId].Find(lot => lot.Id == lotId) is { } lot)
            {
                yield return (lot, -Math.Min(drawn, -call.OverrunSeconds));
            }
        }
    }

    private static Money Worth(decimal pricePerMinute, long seconds) => new(Rating.NanosPerMinute(pricePerMinute, checked(seconds * 1_000_000)));
}

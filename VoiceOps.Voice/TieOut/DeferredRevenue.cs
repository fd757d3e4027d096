using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>What the books owe their customers in talk is what the lots have left.</summary>
internal sealed class DeferredRevenue : ITieOutCheck
{
    public int Number => 2;

    public string Title => "Deferred revenue account = Σ over lots of value − drawn − refunded − expired";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var entries = await context.LedgerEntries.Where(entry => entry.LedgerAccount == LedgerAccounts.DeferredRevenue)
            .GroupBy(entry => entry.AccountId)
            .Select(account => new { account.Key, Nanos = -account.Sum(entry => entry.AmountNanos) })
            .ToDictionaryAsync(account => account.Key, account => account.Nanos, cancellationToken);
        var lots = await LotSums.ReadAsync(context, cancellationToken);
        var left = lots.GroupBy(sums => sums.Lot.AccountId).ToDictionary(account => account.Key, account => account.Sum(sums => sums.NanosLeft));
        var rows = entries.Keys.Union(left.Keys).Order()
            .Where(account => entries.GetValueOrDefault(account) != left.GetValueOrDefault(account))
            .Select(account => new TieOutRow
            {
                What = $"Deferred revenue of account {account}",
                Expected = new Money(left.GetValueOrDefault(account)),
                Found = new Money(entries.GetValueOrDefault(account)),
            })
            .Concat(lots.Where(sums => (sums.Lot.SecondsLeft, sums.Lot.ValueLeft.Nanos) != (sums.SecondsLeft, sums.NanosLeft)).Select(sums => new TieOutRow
            {
                What = $"Lot {sums.Lot.Id} keeps {sums.Lot.SecondsLeft:N0} s as left, and its rows leave {sums.SecondsLeft:N0} s",
                Expected = new Money(sums.NanosLeft),
                Found = sums.Lot.ValueLeft,
            }))
            .ToList();
        return TieOutFinding.Of(
            $"Deferred revenue of ${new Money(entries.Values.Sum())} is what the {lots.Count:N0} lots have left.",
            "What the books owe in talk is not what the lots have left.",
            rows);
    }
}

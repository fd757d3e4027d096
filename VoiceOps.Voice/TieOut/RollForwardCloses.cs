using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>Every movement of deferred revenue is of a kind that the roll-forward knows, and each kind adds up to what the lots say of it.</summary>
internal sealed class RollForwardCloses : ITieOutCheck
{
    public int Number => 3;

    public string Title => "Opening + purchases + re-credits − drawn from lots − refunds of unused − breakage = closing";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var entries = await (
            from entry in context.LedgerEntries.Where(entry => entry.LedgerAccount == LedgerAccounts.DeferredRevenue)
            join movement in context.LedgerTransactions on entry.TransactionId equals movement.Id
            group entry by new { entry.AccountId, movement.Kind } into sums
            select new { sums.Key.AccountId, sums.Key.Kind, Nanos = -sums.Sum(entry => entry.AmountNanos) })
            .ToDictionaryAsync(sum => (sum.AccountId, sum.Kind), sum => sum.Nanos, cancellationToken);
        var lots = (await LotSums.ReadAsync(context, cancellationToken))
            .SelectMany(sums => sums.Movements().Select(movement => (sums.Lot.AccountId, movement.Kind, movement.Nanos)))
            .GroupBy(movement => (movement.AccountId, movement.Kind))
            .ToDictionary(movements => movements.Key, movements => movements.Sum(movement => movement.Nanos));
        var rows = entries.Keys.Union(lots.Keys).Order()
            .Where(key => entries.GetValueOrDefault(key) != lots.GetValueOrDefault(key))
            .Select(key => new TieOutRow
            {
                What = $"Account {key.AccountId}, movements of the kind {key.Kind}",
                Expected = new Money(lots.GetValueOrDefault(key)),
                Found = new Money(entries.GetValueOrDefault(key)),
            })
            .ToList();
        return TieOutFinding.Of(
            $"The movements of the {entries.Keys.Select(key => key.AccountId).Distinct().Count():N0} accounts with lots, kind by kind, are those of their lots.",
            "The movements of deferred revenue are not those of the lots.",
            rows);
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

internal sealed class BalancedTransactions : ITieOutCheck
{
    public int Number => 1;

    public string Title => "Every ledger transaction sums to 0";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var unbalanced = await context.LedgerEntries
            .GroupBy(entry => entry.TransactionId)
            .Where(entries => entries.Sum(entry => entry.AmountNanos) != 0)
            .Select(entries => new { Id = entries.Key, Nanos = entries.Sum(entry => entry.AmountNanos), CallId = entries.Min(entry => entry.CallId) })
            .OrderBy(sum => sum.Id)
            .ToListAsync(cancellationToken);
        var count = await context.LedgerTransactions.LongCountAsync(cancellationToken);
        return TieOutFinding.Of(
            $"All {count:N0} transactions are balanced.",
            $"{unbalanced.Count:N0} of {count:N0} transactions are not balanced.",
            unbalanced.ConvertAll(sum => new TieOutRow
            {
                What = $"Transaction {sum.Id}",
                CallId = sum.CallId,
                Expected = Money.Zero,
                Found = new Money(sum.Nanos),
            }));
    }
}

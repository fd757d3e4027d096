using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

/// <summary>A check of prepaid lots, which the books do not have yet. It says so rather than being green about nothing.</summary>
internal sealed class WaitsForLots(int number, string title) : ITieOutCheck
{
    public int Number => number;

    public string Title => title;

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        // Entries of any other account would be of lots that nobody checks.
        var others = await context.LedgerEntries
            .Where(entry => entry.LedgerAccount != LedgerAccounts.Receivable && entry.LedgerAccount != LedgerAccounts.UsageRevenue)
            .GroupBy(entry => entry.LedgerAccount)
            .Select(entries => new TieOutRow { What = $"Entries of {entries.Key}, which nothing here knows", Found = new Money(entries.Sum(entry => entry.AmountNanos)) })
            .ToListAsync(cancellationToken);
        return others.Count > 0
            ? TieOutFinding.Of("", "The books have entries of prepaid credit, and this program knows no lots to hold them against.", others)
            : new TieOutFinding
            {
                Status = TieOutStatus.NotApplicable,
                Sentence = "Not applicable yet: there are no prepaid lots. Every second is a receivable against usage revenue.",
            };
    }
}

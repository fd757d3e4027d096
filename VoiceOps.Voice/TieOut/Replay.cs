using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.TieOut;

/// <summary>
/// What is posted again is found by its key, in whatever order it comes, as long as no key stands twice. That the writer looks for the key
/// first, and that its sums do not depend on the order, is its code's affair and not the data's: tests hold that.
/// </summary>
internal sealed class Replay : ITieOutCheck
{
    public int Number => 6;

    public string Title => "The same events again, in any order, change nothing";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rows = await context.UsageEventsAndTests.GroupBy(row => row.EventKey).Where(rows => rows.Count() > 1).OrderBy(rows => rows.Key)
            .Select(rows => new TieOutRow { What = $"The key {rows.Key} stands on several rows", CallId = rows.Min(row => row.CallId) })
            .Take(TieOutFinding.MaxRows).ToListAsync(cancellationToken);
        var transactions = await context.LedgerTransactions.GroupBy(row => row.TransactionKey).Where(rows => rows.Count() > 1).OrderBy(rows => rows.Key)
            .Select(rows => new TieOutRow { What = $"The key {rows.Key} stands on several transactions", CallId = rows.Min(row => row.CallId) })
            .Take(TieOutFinding.MaxRows).ToListAsync(cancellationToken);
        return TieOutFinding.Of(
            $"Each of {await context.UsageEventsAndTests.LongCountAsync(cancellationToken):N0} rows and {await context.LedgerTransactions.LongCountAsync(cancellationToken):N0} transactions has a key of its own, by which it would be found if it were posted again.",
            "Posting the same facts again would change the books.",
            [.. rows, .. transactions]);
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.TieOut;

/// <summary>
/// Posts the rows of the latest calls again, shuffled, by the code that posts all rows, into a copy in memory: the books
/// themselves are not touched. What the copy cannot tell, that no key stands twice, is asked of all rows.
/// </summary>
internal sealed class Replay(TimeProvider time) : ITieOutCheck
{
    private const int Calls = 50;

    public int Number => 6;

    public string Title => "The same events again, in any order, change nothing";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var twice = await context.UsageEvents.GroupBy(row => row.EventKey).Where(rows => rows.Count() > 1).OrderBy(rows => rows.Key)
            .Select(rows => new TieOutRow { What = $"The key {rows.Key} stands on several rows", CallId = rows.Min(row => row.CallId) })
            .Take(TieOutFinding.MaxRows).ToListAsync(cancellationToken);
        var ids = await context.Calls.Where(call => call.StartedAt != null && call.EndedAt != null)
            .OrderByDescending(call => call.Id).Select(call => call.Id).Take(Calls).ToArrayAsync(cancellationToken);
        var batches = await BatchesAsync(context, ids, cancellationToken);
        // A sentence about chance is no use the next day: the shuffle is the same for the same rows.
        var random = new Random(ids.Length == 0 ? 0 : (int)(ids[0] % int.MaxValue));
        var shuffled = Shuffle(batches, random);

        await using var inOrder = await BooksInMemory.OpenAsync(cancellationToken);
        await using var inAnyOrder = await BooksInMemory.OpenAsync(cancellationToken);
        await new LedgerStore(inOrder, time).CommitAsync(batches, cancellationToken);
        var once = await inOrder.DescribeAsync(cancellationToken);
        await new LedgerStore(inOrder, time).CommitAsync(shuffled, cancellationToken);
        await new LedgerStore(inAnyOrder, time).CommitAsync(shuffled, cancellationToken);
        var changed = once.Except(await inOrder.DescribeAsync(cancellationToken)).Select(line => new TieOutRow { What = $"Posted twice, this changed: {line}" });
        var differs = once.Except(await inAnyOrder.DescribeAsync(cancellationToken)).Select(line => new TieOutRow { What = $"In another order, this differs: {line}" });

        return TieOutFinding.Of(
            $"No key stands twice, and {batches.Sum(batch => batch.Events.Count + batch.Transactions.Count):N0} rows of the latest {ids.Length:N0} calls, posted again and shuffled into a copy, changed nothing.",
            "Posting the same facts again would change the books.",
            [.. twice, .. changed, .. differs]);
    }

    private static async Task<List<LedgerBatch>> BatchesAsync(VoiceOpsContext context, long[] callIds, CancellationToken cancellationToken)
    {
        var events = await context.UsageEvents.AsNoTracking().Where(row => callIds.Contains(row.CallId)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var movements = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries)
            .Where(row => row.CallId != null && callIds.Contains(row.CallId.Value)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return callIds.Select(id => new LedgerBatch
        {
            Events = [.. events.Where(row => row.CallId == id)],
            Transactions = [.. movements.Where(row => row.CallId == id)],
        }).ToList();
    }

    private static List<LedgerBatch> Shuffle(IEnumerable<LedgerBatch> batches, Random random)
    {
        var shuffled = batches.Select(batch => batch with { Events = Shuffled(batch.Events), Transactions = Shuffled(batch.Transactions) }).ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];

        T[] Shuffled<T>(IReadOnlyList<T> rows)
        {
            T[] copy = [.. rows];
            random.Shuffle(copy);
            return copy;
        }
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>Commits batches: rows, their rollups, ledger entries, checkpoints and call changes, all in one transaction.</summary>
internal sealed class LedgerStore(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    public Task CommitAsync(IReadOnlyList<LedgerBatch> batches, CancellationToken cancellationToken) =>
        CommitAsync((_, _) => Task.FromResult(batches), verify: null, cancellationToken);

    /// <summary>
    /// The same with batches that <paramref name="prepare"/> works out from the books as they stand in this very transaction,
    /// so that nobody writes between its look and its rows. Whatever it or <paramref name="verify"/>, which sees the rows
    /// written, throws: nothing is committed.
    /// </summary>
    public async Task CommitAsync(
        Func<VoiceOpsContext, CancellationToken, Task<IReadOnlyList<LedgerBatch>>> prepare,
        Func<VoiceOpsContext, CancellationToken, Task>? verify,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await WriteAsync(context, await prepare(context, cancellationToken), cancellationToken);
        if (verify is not null)
        {
            await verify(context, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task WriteAsync(VoiceOpsContext context, IReadOnlyList<LedgerBatch> batches, CancellationToken cancellationToken)
    {
        var recordedAt = time.GetUtcTime();

        using var events = new TableWriter<UsageEvent>(context, OnConflict.Ignore, nameof(UsageEvent.EventKey));
        using var transactions = new TableWriter<LedgerTransaction>(context, OnConflict.Ignore, nameof(LedgerTransaction.TransactionKey));
        using var entries = new TableWriter<LedgerEntry>(context, OnConflict.Fail);
        using var checkpoints = new TableWriter<MeterCheckpoint>(context, OnConflict.Replace);
        using var costs = new TableWriter<CostRollup>(context, OnConflict.Add);
        using var calls = new TableWriter<CallRollup>(context, OnConflict.Add);
        var rollups = new RollupDeltas();

        foreach (var batch in batches)
        {
            if (batch.AnsweredAt is { } answeredAt)
            {
                rollups.Answered(answeredAt);
            }

            foreach (var row in batch.Events)
            {
                row.RecordedAt = recordedAt;
                if (await events.InsertAsync(row, cancellationToken) is not null)
                {
                    rollups.Add(row);
                }
            }

            foreach (var movement in batch.Transactions)
            {
                movement.RecordedAt = recordedAt;
                if (await transactions.InsertAsync(movement, cancellationToken) is { } id)
                {
                    rollups.Add(movement);
                    foreach (var entry in movement.Entries)
                    {
                        entry.TransactionId = id;
                        await entries.InsertAsync(entry, cancellationToken);
                    }
                }
            }

            foreach (var checkpoint in batch.Checkpoints)
            {
                await checkpoints.WriteAsync(checkpoint, cancellationToken);
            }

            foreach (var change in batch.Changes)
            {
                await change(context, cancellationToken);
            }
        }

        foreach (var rollup in rollups.Costs)
        {
            await costs.WriteAsync(rollup, cancellationToken);
        }

        foreach (var rollup in rollups.Calls)
        {
            await calls.WriteAsync(rollup, cancellationToken);
        }
    }
}

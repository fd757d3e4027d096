using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>Commits batches: rows, their rollups, ledger entries, checkpoints and what calls write in their journals, all in one transaction.</summary>
internal sealed class LedgerStore(IDbContextFactory<VoiceOpsContext> contexts, TimeProvider time)
{
    public Task CommitAsync(IReadOnlyList<LedgerBatch> batches, CancellationToken cancellationToken) =>
        CommitAsync((_, _) => Task.FromResult(batches), verify: null, cancellationToken);

    /// <summary>
    /// The same for rows that follow from what the books hold: <paramref name="make"/> reads inside the transaction, so that
    /// nothing changes between its reading and its rows; <paramref name="verify"/> sees them written. When either throws,
    /// nothing is committed. Returns how many usage rows are new.
    /// </summary>
    public async Task<int> CommitAsync(
        Func<VoiceOpsContext, CancellationToken, Task<IReadOnlyList<LedgerBatch>>> make,
        Func<VoiceOpsContext, CancellationToken, Task>? verify,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await SqliteConnectionSettings.OpenForRowsAsync(context, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = await WriteAsync(context, await make(context, cancellationToken), cancellationToken);
        if (verify is not null)
        {
            await verify(context, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    public Task<Publication> OpenPublicationAsync(StagedBooks staged, CancellationToken cancellationToken) => Publication.OpenAsync(contexts, staged, time, cancellationToken);

    private async Task<int> WriteAsync(VoiceOpsContext context, IReadOnlyList<LedgerBatch> batches, CancellationToken cancellationToken)
    {
        var recordedAt = time.GetUtcTime();
        var added = 0;

        using var events = new TableWriter<UsageEvent>(context, OnConflict.Ignore, nameof(UsageEvent.EventKey));
        using var checkpoints = new TableWriter<MeterCheckpoint>(context, OnConflict.Replace);
        var rollups = new RollupDeltas();
        using var movements = new MovementWriter(
            context, await RevenueDrawing.OpenAsync(context, [.. batches.SelectMany(batch => batch.Revenue)], cancellationToken), rollups, recordedAt);

        foreach (var batch in batches)
        {
            if (batch.AnsweredAt is { } answeredAt && !batch.IsTest)
            {
                rollups.Answered(answeredAt);
            }

            if (batch.Waste is { } waste && !batch.IsTest)
            {
                rollups.Wasted(waste.EndedAt, waste.Figures);
            }

            foreach (var row in batch.Events)
            {
                row.RecordedAt = recordedAt;
                row.IsTest |= batch.IsTest;
                if (events.Write(row))
                {
                    added++;
                    rollups.AddToCall(row);
                    if (!row.IsTest)
                    {
                        rollups.Add(row);
                    }
                }
            }

            foreach (var posting in batch.Revenue)
            {
                movements.Write(posting);
            }

            foreach (var movement in batch.Credits)
            {
                movements.Write(movement);
            }

            foreach (var checkpoint in batch.Checkpoints)
            {
                checkpoints.Write(checkpoint);
            }

            foreach (var entry in batch.Journal)
            {
                await entry.WriteAsync(context, cancellationToken);
            }
        }

        rollups.WriteTo(context);
        return added;
    }
}

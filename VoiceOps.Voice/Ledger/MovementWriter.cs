using VoiceOps.Voice.Data;
using VoiceOps.Voice.Lots;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>Writes the money movements of one commit, each once: the transaction, its entries, and what it does to lots.</summary>
internal sealed class MovementWriter(VoiceOpsContext context, RevenueDrawing drawing, RollupDeltas rollups, DateTime recordedAt) : IDisposable
{
    private readonly TableWriter<LedgerTransaction> _transactions = new(context, OnConflict.Ignore, nameof(LedgerTransaction.TransactionKey));
    private readonly TableWriter<LedgerEntry> _entries = new(context, OnConflict.Fail);
    private readonly TableWriter<CreditLot> _lots = new(context, OnConflict.Fail);
    private readonly TableWriter<CreditDraw> _draws = new(context, OnConflict.Fail);
    private readonly TableWriter<LotRemoval> _removals = new(context, OnConflict.Fail);

    public void Write(RevenuePosting posting)
    {
        var movement = new LedgerTransaction
        {
            TransactionKey = posting.Key,
            Kind = LedgerKind.Usage,
            AccountId = posting.AccountId,
            CallId = posting.CallId,
            TalkSeconds = posting.TalkSeconds,
            BilledSeconds = posting.BilledSeconds,
            OccurredAt = posting.OccurredAt,
        };
        if (Insert(movement))
        {
            var draws = drawing.Apply(posting, movement);
            WriteEntries(movement);
            _draws.WriteAll(draws);
        }
    }

    public void Write(CreditMovement credit)
    {
        if (!Insert(credit.Transaction))
        {
            return;
        }

        WriteEntries(credit.Transaction);
        if (credit.Lot is { } lot)
        {
            lot.TransactionId = credit.Transaction.Id;
            _lots.Write(lot);
        }

        if (credit.Removal is { } removal)
        {
            removal.TransactionId = credit.Transaction.Id;
            _removals.Write(removal);
        }
    }

    public void Dispose()
    {
        _transactions.Dispose();
        _entries.Dispose();
        _lots.Dispose();
        _draws.Dispose();
        _removals.Dispose();
    }

    /// <summary>False when the movement stands already.</summary>
    private bool Insert(LedgerTransaction movement)
    {
        movement.RecordedAt = recordedAt;
        if (_transactions.Insert(movement) is not { } id)
        {
            return false;
        }

        movement.Id = id;
        return true;
    }

    private void WriteEntries(LedgerTransaction movement)
    {
        foreach (var entry in movement.Entries)
        {
            entry.TransactionId = movement.Id;
            _entries.Write(entry);
        }

        rollups.Add(movement);
    }
}

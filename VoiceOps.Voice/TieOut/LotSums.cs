using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Lots;

namespace VoiceOps.Voice.TieOut;

/// <summary>What lots and their rows add up to, lot by lot; a negative figure takes away. Worked out from the rows, not from what the database keeps of them.</summary>
internal sealed record LotSums
{
    public required CreditLot Lot { get; init; }

    public required long DrawnSeconds { get; init; }

    public required long DrawnNanos { get; init; }

    public required IReadOnlyDictionary<string, (long Seconds, long Nanos)> Removed { get; init; }

    public long SecondsLeft => Lot.Seconds - DrawnSeconds - Removed.Values.Sum(sum => sum.Seconds);

    public long NanosLeft => Lot.ValueNanos - DrawnNanos - Removed.Values.Sum(sum => sum.Nanos);

    public static async Task<IReadOnlyList<LotSums>> ReadAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var lots = await context.CreditLots.AsNoTracking().OrderBy(lot => lot.Id).ToListAsync(cancellationToken);
        var drawn = await context.CreditDraws.GroupBy(draw => draw.LotId)
            .Select(draws => new { draws.Key, Seconds = draws.Sum(draw => draw.Seconds), Nanos = draws.Sum(draw => draw.ValueNanos) })
            .ToDictionaryAsync(sum => sum.Key, cancellationToken);
        var removed = (await context.LotRemovals.GroupBy(removal => new { removal.LotId, removal.Kind })
            .Select(removals => new { removals.Key.LotId, removals.Key.Kind, Seconds = removals.Sum(removal => removal.Seconds), Nanos = removals.Sum(removal => removal.ValueNanos) })
            .ToListAsync(cancellationToken)).ToLookup(sum => sum.LotId);
        return lots.ConvertAll(lot => new LotSums
        {
            Lot = lot,
            DrawnSeconds = drawn.GetValueOrDefault(lot.Id)?.Seconds ?? 0,
            DrawnNanos = drawn.GetValueOrDefault(lot.Id)?.Nanos ?? 0,
            Removed = removed[lot.Id].ToDictionary(sum => sum.Kind, sum => (sum.Seconds, sum.Nanos)),
        });
    }

    /// <summary>What the lot's own documents say of the deferred revenue, by the kind of the ledger transactions that should say the same.</summary>
    public IEnumerable<(string Kind, long Nanos)> Movements() =>
    [
        (MadeBy, Lot.ValueNanos),
        (LedgerKind.Usage, -DrawnNanos),
        (LedgerKind.Refund, -Removed.GetValueOrDefault(LotRemoval.Refund).Nanos),
        (LedgerKind.Expiry, -Removed.GetValueOrDefault(LotRemoval.Expiry).Nanos),
    ];

    private string MadeBy => Lot.Kind switch
    {
        LotKind.Purchase => LedgerKind.Purchase,
        LotKind.Goodwill => LedgerKind.ReCredit,
        _ => LedgerKind.Grant,
    };
}

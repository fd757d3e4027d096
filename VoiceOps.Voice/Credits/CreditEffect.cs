using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Credits;

/// <summary>What a deed does to the books, before it is done and after.</summary>
public sealed record CreditEffect
{
    public required Money Cash { get; init; }

    /// <summary>Deferred revenue: what is owed in talk.</summary>
    public required Money Liability { get; init; }

    /// <summary>Recognized revenue.</summary>
    public required Money Revenue { get; init; }

    /// <summary>What customers owe.</summary>
    public required Money Receivable { get; init; }

    /// <summary>Seconds of credit that the account has more, or less.</summary>
    public required long Seconds { get; init; }

    internal static CreditEffect Of(IReadOnlyList<CreditMovement> movements)
    {
        var entries = movements.SelectMany(movement => movement.Transaction.Entries).ToList();
        return new CreditEffect
        {
            Cash = Sum(LedgerAccounts.Cash),
            Liability = -Sum(LedgerAccounts.DeferredRevenue),
            Revenue = new Money(LedgerAccounts.RecognizedOf(entries)),
            Receivable = Sum(LedgerAccounts.Receivable),
            Seconds = movements.Sum(movement => (movement.Lot?.Seconds ?? 0) - (movement.Removal?.Seconds ?? 0)),
        };

        Money Sum(string account) => new(entries.Where(entry => entry.LedgerAccount == account).Sum(entry => entry.AmountNanos));
    }
}

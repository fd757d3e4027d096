using VoiceOps.Voice.Lots;

namespace VoiceOps.Voice.Ledger;

/// <summary>A ledger transaction that no call's meter makes, with what it does to lots.</summary>
internal sealed record CreditMovement(LedgerTransaction Transaction)
{
    /// <summary>The lot that it makes.</summary>
    public CreditLot? Lot { get; init; }

    public LotRemoval? Removal { get; init; }
}

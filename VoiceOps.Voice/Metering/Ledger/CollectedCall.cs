namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>A call and what it has for the books.</summary>
internal sealed record CollectedCall(CallMeters Meters, LedgerBatch Batch);

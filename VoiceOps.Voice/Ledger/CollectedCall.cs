using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>A call and what it has for the books.</summary>
internal sealed record CollectedCall(CallMeters Meters, CallBatch Batch);

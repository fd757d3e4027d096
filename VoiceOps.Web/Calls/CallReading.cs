using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Calls;

/// <summary>A call with all that was committed of it.</summary>
/// <param name="Ledger">Null when there is no such call.</param>
/// <param name="AsOf">In UTC.</param>
public sealed record CallReading(CallLedger? Ledger, DateTime AsOf);

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>A page of the log with the sums of all that matches.</summary>
/// <param name="AsOf">In UTC.</param>
public sealed record CallLogReading(CallLogPage Page, CallLogTotals Totals, DateTime AsOf);

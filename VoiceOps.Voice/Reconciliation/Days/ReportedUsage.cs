using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>
/// Cerebras tells neither a cost nor a quantity afterwards, but each of its answers ends with what it used. That is what a
/// metered row of it holds, so the metered rows are its figure of a day; what was only estimated here, because an answer was
/// cut off before it said so, is the difference, and stays so: nobody will tell it.
/// </summary>
internal static class ReportedUsage
{
    public static bool IsOf(string service) => service == ServiceNames.Cerebras;

    /// <summary>Null when nothing was used.</summary>
    public static Money? Of(IReadOnlyCollection<CostSum> costs) =>
        costs.Count == 0 ? null : new Money(costs.Where(sum => sum.Basis == UsageBasis.Metered).Sum(sum => sum.CostNanos));
}

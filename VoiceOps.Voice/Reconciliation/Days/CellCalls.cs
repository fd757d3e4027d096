using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>The calls behind a cell, those that differ most first.</summary>
public sealed record CellCalls
{
    /// <summary>At most <see cref="CellCallQueries.Most"/>; the totals are over all.</summary>
    public required IReadOnlyList<CellCall> Calls { get; init; }

    public required int Count { get; init; }

    public required int BilledCount { get; init; }

    public required Money Metered { get; init; }

    /// <summary>Of that, what the provider has no price of per call.</summary>
    public required Money BilledByDayOnly { get; init; }

    /// <summary>Of the calls that have a price of their own.</summary>
    public required Money Billed { get; init; }
}

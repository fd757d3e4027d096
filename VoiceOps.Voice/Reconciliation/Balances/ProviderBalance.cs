namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>What is left at one provider, as it last told.</summary>
public sealed record ProviderBalance
{
    public required string Service { get; init; }

    /// <summary>In words, such as <c>balance</c> or <c>requests today</c>.</summary>
    public required string What { get; init; }

    public required decimal Remaining { get; init; }

    /// <summary>Of a quota, how much there is in all.</summary>
    public decimal? Limit { get; init; }

    /// <summary><c>USD</c>, <c>credits</c>, <c>requests</c> or <c>tokens</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>When a quota is whole again.</summary>
    public DateTime? ResetsAt { get; init; }

    public required DateTime ToldAt { get; init; }

    /// <summary>Used a day at the present use, in the same unit; null when that says nothing, as of limits that are whole again within a minute.</summary>
    public decimal? BurnPerDay { get; init; }

    /// <summary>The stretch of time whose pace that is, in words.</summary>
    public string? BurnOf { get; init; }

    public bool IsMoney => Unit == Dollars;

    public decimal? DaysLeft => BurnPerDay is > 0 and { } burn ? Math.Max(0, Remaining) / burn : null;

    /// <summary>UTC; when nothing is left at that pace. Null where there is no pace, or more than a calendar has.</summary>
    public DateTime? RunsOutAt => DaysLeft is { } days and < 36_500 ? ToldAt.AddDays((double)days) : null;

    /// <summary>It is whole again before it is used up.</summary>
    public bool LastsUntilReset => ResetsAt is { } reset && DaysLeft is { } days && (decimal)(reset - ToldAt).TotalDays <= days;

    /// <summary>Why somebody should act; null when nobody need.</summary>
    public string? Warning { get; init; }

    internal const string Dollars = "USD";
}

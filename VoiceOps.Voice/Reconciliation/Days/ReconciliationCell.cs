using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>One service on one day (UTC): what was counted here, and what the provider says.</summary>
public sealed record ReconciliationCell
{
    public required string Service { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>As counted or estimated here, before anything of it was replaced by what was billed.</summary>
    public required Money Metered { get; init; }

    /// <summary>Rows that <see cref="Metered"/> leaves out because nothing prices them.</summary>
    public required long UnpricedRows { get; init; }

    /// <summary>The provider's figure; null when it tells none.</summary>
    public required Money? Told { get; init; }

    /// <summary>It told a quantity only, which is valued at what the books say of that day.</summary>
    public required bool IsValuedHere { get; init; }

    /// <summary>The figure is what the provider's answers reported, which stands in our own rows: no bill, and none to come.</summary>
    public bool IsReported { get; init; }

    /// <summary>What the figure is made of, where the provider bills several operations beside each other; else empty.</summary>
    public IReadOnlyList<CellPart> Parts { get; init; } = [];

    public required CellState State { get; init; }

    public DateTime? ToldAt { get; init; }

    public DateTime? ReconciledAt { get; init; }

    /// <summary>The provider told another figure after the day had been reconciled.</summary>
    public DateTime? LaterToldAt { get; init; }

    public Money? Difference => Told - Metered;

    /// <summary>Of what was metered, 0.1 for 10 %; null where nothing was.</summary>
    public decimal? Share => Metered.Nanos == 0 || Difference is not { } difference ? null : (decimal)difference.Nanos / Metered.Nanos;

    /// <summary>The end of the day, which the age of what is unexplained counts from.</summary>
    public DateTime EndedAt => Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}

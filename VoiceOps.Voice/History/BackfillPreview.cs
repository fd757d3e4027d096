using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>What a backfill would write, and what earlier ones have written, read in one transaction.</summary>
public sealed record BackfillPreview
{
    public required DateTime AsOf { get; init; }

    /// <summary>Oldest first; empty when every call has a Twilio row.</summary>
    public required IReadOnlyList<BackfillMonth> Missing { get; init; }

    /// <summary>Oldest first, at what they are priced by now. What a better basis has taken back since is still counted here: the rows were written.</summary>
    public required IReadOnlyList<BackfillMonth> Written { get; init; }

    /// <summary>
    /// By month of <see cref="Written"/>: what of Twilio's cost is estimated still, as the Command Center counts it. What was billed since is taken back.
    /// </summary>
    public required IReadOnlyDictionary<DateOnly, Money> Standing { get; init; }

    /// <summary>Ended calls without a Twilio row of which no length is known, so that nothing can be estimated.</summary>
    public required long WithoutLength { get; init; }

    public static BackfillMonth Total(IReadOnlyCollection<BackfillMonth> months) => new()
    {
        Month = default,
        Calls = months.Sum(month => month.Calls),
        MinuteMicros = months.Sum(month => month.MinuteMicros),
        Cost = new Money(months.Sum(month => month.Cost.Nanos)),
        Unpriced = months.Sum(month => month.Unpriced),
    };
}

namespace VoiceOps.Voice.Pricing.Versions;

/// <summary>
/// What one edit does to the versions of one key. Versions never overlap, and none whose time has begun changes its terms:
/// it may only end where another takes over.
/// </summary>
internal sealed record RatePlan
{
    /// <summary>Why the edit cannot be made, in words; nothing else is set then.</summary>
    public string? Problem { get; private init; }

    /// <summary>A version that gets another end.</summary>
    public (Rate Version, DateTime? EffectiveTo)? Bounded { get; private init; }

    /// <summary>A version that had not begun, and goes.</summary>
    public Rate? Removed { get; private init; }

    /// <summary>Where the new version begins and ends.</summary>
    public (DateTime From, DateTime? To)? Added { get; private init; }

    /// <summary>What would have been in force at that moment without the edit.</summary>
    public RateTerms? Before { get; private init; }

    /// <summary>What is in force at that moment after an edit that adds nothing.</summary>
    public RateTerms? Left { get; private init; }

    /// <summary>Puts terms in force from a moment on, for the rest of the time of the version that it takes over from.</summary>
    public static RatePlan Set(IReadOnlyList<Rate> versions, RateTerms terms, DateTime from, DateTime now)
    {
        var replaced = versions.FirstOrDefault(version => version.IsInForceAt(from));
        if (replaced?.Terms == terms)
        {
            return Refused("That is the rate in force then already.");
        }

        if (replaced?.EffectiveFrom == from && from <= now)
        {
            return Refused("A version begins at that very moment, and what has begun is not rewritten. Choose another moment.");
        }

        var to = replaced is null
            ? versions.Where(version => version.EffectiveFrom > from).Min(version => (DateTime?)version.EffectiveFrom)
            : replaced.EffectiveTo;
        return new RatePlan
        {
            Before = replaced?.Terms,
            Removed = replaced?.EffectiveFrom == from ? replaced : null,
            Bounded = replaced is null || replaced.EffectiveFrom == from ? null : (replaced, from),
            Added = (from, to),
        };
    }

    /// <summary>Ends the version in force at a moment that is not past.</summary>
    public static RatePlan End(IReadOnlyList<Rate> versions, DateTime at, DateTime now)
    {
        if (at < now)
        {
            return Refused("A rate ends now or later. For one that was wrong, set the right one from that day on.");
        }

        return versions.FirstOrDefault(version => version.IsInForceAt(at)) is not { } ended ? Refused("There is no rate in force then.")
            : ended.EffectiveFrom == at ? Refused("It begins at that very moment: cancel it instead.")
            : new RatePlan { Before = ended.Terms, Bounded = (ended, at) };
    }

    /// <summary>Takes back a version that has not begun: the one that would have ended for it goes on.</summary>
    public static RatePlan Cancel(IReadOnlyList<Rate> versions, long id, DateTime now)
    {
        if (versions.FirstOrDefault(version => version.Id == id) is not { } cancelled)
        {
            return Refused("It is gone already.");
        }

        if (cancelled.EffectiveFrom <= now)
        {
            return Refused("It has begun, and what has begun is not rewritten. End it, or set another rate.");
        }

        var previous = versions.FirstOrDefault(version => version.EffectiveTo == cancelled.EffectiveFrom);
        return new RatePlan
        {
            Before = cancelled.Terms,
            Removed = cancelled,
            Bounded = previous is null ? null : (previous, cancelled.EffectiveTo),
            Left = previous?.Terms,
        };
    }

    private static RatePlan Refused(string problem) => new() { Problem = problem };
}

using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>One operation of a day that the provider bills in several, beside what was metered of it here.</summary>
public sealed record CellPart
{
    /// <summary>As in <c>api_call_events</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Null where it has no meter of its own here: it is part of another operation's rate.</summary>
    public required Money? Metered { get; init; }

    /// <summary>Null while the provider has not told it.</summary>
    public required Money? Told { get; init; }

    /// <summary>The parts of a day of Twilio's with media streams, which it bills beside the voice; none of any other.</summary>
    /// <param name="takenBackNanos">What was metered of the voice before its calls' prices took its place.</param>
    internal static IReadOnlyList<CellPart> Of(string service, IReadOnlyList<CostSum> costs, long takenBackNanos, IReadOnlyList<ProviderDay> told)
    {
        if (service != ServiceNames.Twilio)
        {
            return [];
        }

        var stream = new CellPart { Operation = OperationNames.MediaStream, Metered = Metered(OperationNames.MediaStream), Told = Told(OperationNames.MediaStream) };
        return stream is { Metered: null, Told: null or { Nanos: 0 } } ? [] :
        [
            new CellPart { Operation = OperationNames.Voice, Metered = (Metered(OperationNames.Voice) ?? Money.Zero) + new Money(takenBackNanos), Told = Told(OperationNames.Voice) },
            stream,
        ];

        Money? Metered(string operation)
        {
            var own = costs.Where(sum => sum.Operation == operation && sum.Basis != UsageBasis.Billed).ToList();
            return own.Count == 0 ? null : new Money(own.Sum(sum => sum.CostNanos));
        }

        Money? Told(string operation) => told.FirstOrDefault(row => row.Category == TwilioDays.CategoryOf(operation))?.CostNanos is { } nanos ? new Money(nanos) : null;
    }
}

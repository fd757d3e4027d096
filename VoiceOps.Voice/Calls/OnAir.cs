using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls;

/// <summary>All running calls, read from their live meters, longest first.</summary>
public sealed record OnAir
{
    public required DateTime AsOf { get; init; }

    public required IReadOnlyList<OnAirCall> Calls { get; init; }

    /// <summary>What all calls together cost a second, measured over <see cref="BurnWindow"/>.</summary>
    public required decimal BurnDollarsPerSecond { get; init; }

    public required TimeSpan BurnWindow { get; init; }

    public Money Cost => new(Calls.Sum(call => call.Figures.Cost.Nanos));

    public Money Revenue => new(Calls.Sum(call => call.Figures.Revenue.Nanos));
}

using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>
/// How the line of the history's calls was metered: not at all at first, as in the system before this one, and of late with its
/// media stream apart. Both moments are midnights in UTC.
/// </summary>
internal sealed record LineMetering
{
    private const int TrackedDays = 25;
    private const int DaysWithStreams = 12;

    /// <summary>From the first call on, and without its stream: as a new database meters.</summary>
    public static LineMetering Plain { get; } = new();

    /// <summary>The usage of the line of calls before it was never written down.</summary>
    public DateTime TrackedFrom { get; private init; } = DateTime.MinValue;

    /// <summary>Calls since then have Media Streams minutes beside the minutes of the voice, so that Twilio's price of a call can be held against them.</summary>
    public DateTime StreamsFrom { get; private init; } = DateTime.MaxValue;

    public static LineMetering OfDemo(DateTime end) => new()
    {
        TrackedFrom = end.Date.AddDays(-TrackedDays),
        StreamsFrom = end.Date.AddDays(-DaysWithStreams),
    };

    public bool MetersStream(DateTime createdAt) => createdAt >= StreamsFrom;

    /// <summary>What a system that did not count the line has written of a call.</summary>
    public LedgerBatch Written(LedgerBatch batch, DateTime createdAt) => createdAt >= TrackedFrom ? batch : batch with
    {
        Events = [.. batch.Events.Where(row => row.Service != ServiceNames.Twilio)],
        Checkpoints = [.. batch.Checkpoints.Where(meter => meter.Service != ServiceNames.Twilio)],
    };
}

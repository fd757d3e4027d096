using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>How long callers of a range waited, and what was wasted on them. Interrupted replies are apart and in no other figure.</summary>
public sealed record TurnStats
{
    public required TurnStatsRequest Request { get; init; }

    public required DateTime AsOf { get; init; }

    public required ReportRange Range { get; init; }

    /// <summary>Replies that were not interrupted.</summary>
    public required long Complete { get; init; }

    public required long Interrupted { get; init; }

    /// <summary>Greetings, goodbyes and what else nobody asked for: in no percentile.</summary>
    public required long Unasked { get; init; }

    /// <summary>Replies that a filler bridged the wait for.</summary>
    public required long Filled { get; init; }

    public required IReadOnlyDictionary<TurnMeasure, LatencyPercentiles> Latency { get; init; }

    public required IReadOnlyDictionary<TurnMeasure, LatencyPercentiles> InterruptedLatency { get; init; }

    /// <summary>Most replies first.</summary>
    public required IReadOnlyList<TurnGroup> Groups { get; init; }

    /// <summary>Oldest first, 200 at most.</summary>
    public required IReadOnlyList<TurnBucket> Series { get; init; }

    /// <summary>1 when every turn of the range was read; n when only every nth was, because there are too many.</summary>
    public required int SampledEvery { get; init; }

    /// <summary>Of calls that ended in the range.</summary>
    public required WasteTotals Waste { get; init; }

    public required long EndedCalls { get; init; }

    public long Replies => Complete + Interrupted;

    public decimal? InterruptedShare => Replies == 0 ? null : (decimal)Interrupted / Replies;
}

using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Conversations.Turns;

/// <summary>Goes once through the turns of a range, in any order, and counts what its figures are made of.</summary>
internal sealed class TurnTally(IReadOnlyList<SeriesBucket> buckets)
{
    private static readonly TurnMeasure[] Measures = Enum.GetValues<TurnMeasure>();

    private readonly LatencyCounts[] _complete = [.. Measures.Select(_ => new LatencyCounts())];
    private readonly LatencyCounts[] _interrupted = [.. Measures.Select(_ => new LatencyCounts())];
    private readonly LatencyCounts[] _series = [.. buckets.Select(_ => new LatencyCounts())];
    private readonly Dictionary<(long? PersonaId, string? Model), GroupTally> _groups = [];

    public long Complete { get; private set; }

    public long Interrupted { get; private set; }

    public long Unasked { get; private set; }

    public long Filled { get; private set; }

    public void Add(TurnRow turn)
    {
        if (turn.Kind is not (TurnKind.Reply or TurnKind.Keys))
        {
            Unasked++;
            return;
        }

        Filled += turn.HasFiller ? 1 : 0;
        var key = (turn.PersonaId, turn.Model);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new GroupTally());
        }

        if (turn.IsInterrupted)
        {
            Interrupted++;
            group.Interrupted++;
            Count(_interrupted, turn);
            return;
        }

        Complete++;
        group.Complete++;
        Count(_complete, turn);
        Add(group.Sent, turn.Sent);
        Add(group.Heard, turn.Heard);
        if (BucketOf(turn.StartedAt) is { } bucket)
        {
            Add(_series[bucket], turn.Heard);
        }
    }

    public IReadOnlyDictionary<TurnMeasure, LatencyPercentiles> Latency() => Read(_complete);

    public IReadOnlyDictionary<TurnMeasure, LatencyPercentiles> InterruptedLatency() => Read(_interrupted);

    public IReadOnlyList<TurnGroup> Groups(IReadOnlyDictionary<long, string> personas) => [.. _groups
        .Select(pair => new TurnGroup
        {
            PersonaId = pair.Key.PersonaId,
            Persona = pair.Key.PersonaId is { } id ? personas.GetValueOrDefault(id) : null,
            Model = pair.Key.Model,
            Complete = pair.Value.Complete,
            Interrupted = pair.Value.Interrupted,
            Sent = pair.Value.Sent.Read(),
            Heard = pair.Value.Heard.Read(),
        })
        .OrderByDescending(group => group.Complete + group.Interrupted).ThenBy(group => group.Persona, StringComparer.Ordinal)
        .ThenBy(group => group.Model, StringComparer.Ordinal)];

    public IReadOnlyList<TurnBucket> Series(DateTime now) =>
        [.. buckets.Select((bucket, index) => (bucket, index)).Where(pair => pair.bucket.Start <= now)
            .Select(pair => new TurnBucket(pair.bucket.Label, _series[pair.index].Read()))];

    private static void Count(LatencyCounts[] counts, TurnRow turn)
    {
        Add(counts[(int)TurnMeasure.Endpointing], turn.Endpointing);
        Add(counts[(int)TurnMeasure.FirstToken], turn.FirstToken);
        Add(counts[(int)TurnMeasure.FirstClause], turn.FirstClause);
        Add(counts[(int)TurnMeasure.FirstAudio], turn.FirstAudio);
        Add(counts[(int)TurnMeasure.Sent], turn.Sent);
        Add(counts[(int)TurnMeasure.Heard], turn.Heard);
    }

    private static void Add(LatencyCounts counts, int? milliseconds)
    {
        if (milliseconds is { } value)
        {
            counts.Add(value);
        }
    }

    private static Dictionary<TurnMeasure, LatencyPercentiles> Read(LatencyCounts[] counts) =>
        Measures.ToDictionary(measure => measure, measure => counts[(int)measure].Read());

    private int? BucketOf(DateTime at)
    {
        var (low, high) = (0, buckets.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (at < buckets[middle].Start)
            {
                high = middle - 1;
            }
            else if (at >= buckets[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return null;
    }

    private sealed class GroupTally
    {
        public long Complete { get; set; }

        public long Interrupted { get; set; }

        public LatencyCounts Sent { get; } = new();

        public LatencyCounts Heard { get; } = new();
    }
}

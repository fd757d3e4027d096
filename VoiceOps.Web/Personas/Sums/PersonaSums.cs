using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Personas.Sums;

/// <summary>Adds up calls by a key of theirs, from the rows: each dated as the Command Center dates it, so that both agree.</summary>
internal static class PersonaSums
{
    /// <summary>Of one range, or with null of all times.</summary>
    public static async Task<IReadOnlyDictionary<long, PersonaFigures>> ReadAsync(
        VoiceOpsContext context, IQueryable<KeyedCall> calls, ReportRange? range, CancellationToken cancellationToken)
    {
        var (start, end) = range is null ? (DateTime.MinValue, DateTime.MaxValue) : (range.Start, range.End);
        var answered = await calls.Where(call => call.StartedAt >= start && call.StartedAt < end)
            .GroupBy(call => call.Key)
            .Select(group => new
            {
                group.Key,
                Calls = group.LongCount(),
                Wasted = group.Count(call => call.WasteNanos != null),
                Waste = group.Sum(call => call.WasteNanos ?? 0),
            })
            .ToDictionaryAsync(sum => sum.Key, cancellationToken);
        var costs = await context.UsageEvents.Where(row => row.BookedAt >= start && row.BookedAt < end)
            .Join(calls, row => row.CallId, call => call.CallId, (row, call) => new { call.Key, Row = row })
            .GroupBy(pair => pair.Key, pair => pair.Row)
            .Select(rows => new { rows.Key, Nanos = rows.Sum(row => row.CostNanos ?? 0), Unpriced = rows.AsQueryable().Sum(UnpricedCount.OfRow) })
            .ToDictionaryAsync(sum => sum.Key, cancellationToken);
        var talk = await context.LedgerTransactions.Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .Join(calls, row => row.CallId, call => call.CallId, (row, call) => new { call.Key, row.TalkSeconds })
            .GroupBy(row => row.Key)
            .Select(group => new { group.Key, Seconds = group.Sum(row => row.TalkSeconds) })
            .ToDictionaryAsync(sum => sum.Key, cancellationToken);
        // The account is not in the filter: the planner would walk all entries of that account rather than this range's.
        var revenue = await context.LedgerEntries.Where(row => row.OccurredAt >= start && row.OccurredAt < end)
            .Join(calls, row => row.CallId, call => call.CallId, (row, call) => new { call.Key, row.LedgerAccount, row.AmountNanos })
            .GroupBy(row => row.Key)
            .Select(group => new { group.Key, Nanos = -group.Sum(row => LedgerAccounts.Recognized.Contains(row.LedgerAccount) ? row.AmountNanos : 0) })
            .ToDictionaryAsync(sum => sum.Key, cancellationToken);
        var latencies = await LatenciesAsync(context, calls, start, end, cancellationToken);

        return answered.Keys.Concat(costs.Keys).Concat(talk.Keys).Concat(revenue.Keys).Distinct().ToDictionary(key => key, key => new PersonaFigures
        {
            Calls = answered.GetValueOrDefault(key)?.Calls ?? 0,
            Waste = answered.GetValueOrDefault(key) is { Wasted: > 0 } known ? new Money(known.Waste) : null,
            Cost = new Money(costs.GetValueOrDefault(key)?.Nanos ?? 0),
            UnpricedEvents = costs.GetValueOrDefault(key)?.Unpriced ?? 0,
            TalkSeconds = talk.GetValueOrDefault(key)?.Seconds ?? 0,
            Revenue = new Money(revenue.GetValueOrDefault(key)?.Nanos ?? 0),
            MedianLatencyMilliseconds = latencies.GetValueOrDefault(key)?.P50,
            P95LatencyMilliseconds = latencies.GetValueOrDefault(key)?.P95,
            Replies = latencies.GetValueOrDefault(key)?.Count ?? 0,
        });
    }

    // Counted by the millisecond in the database, so that what travels is a few thousand steps and not every turn.
    private static async Task<IReadOnlyDictionary<long, LatencyPercentiles>> LatenciesAsync(
        VoiceOpsContext context, IQueryable<KeyedCall> calls, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var steps = await context.CallTurns.Where(turn => turn.StartedAt >= start && turn.StartedAt < end)
            .Where(turn => turn.EndpointingMilliseconds != null && (turn.HeardMilliseconds ?? turn.SentMilliseconds) != null)
            .Join(calls, turn => turn.CallId, call => call.CallId,
                (turn, call) => new { call.Key, Milliseconds = (turn.HeardMilliseconds ?? turn.SentMilliseconds)!.Value })
            .GroupBy(turn => turn)
            .Select(group => new { group.Key.Key, group.Key.Milliseconds, Count = group.LongCount() })
            .ToListAsync(cancellationToken);
        return steps.GroupBy(step => step.Key).ToDictionary(group => group.Key, group =>
        {
            var counts = new LatencyCounts();
            foreach (var step in group)
            {
                counts.Add(step.Milliseconds, step.Count);
            }

            return counts.Read();
        });
    }
}

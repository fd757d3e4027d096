using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>
/// The call log: pages by key, which new calls don't move, and the sums of everything that matches. A call belongs to the
/// range in which it was received, with all of its rows.
/// </summary>
public sealed class CallLogQueries(IDbContextFactory<VoiceOpsContext> contexts, ReportingClock clock)
{
    public const int PageSize = 50;

    public async Task<CallLogPage> PageAsync(CallLogFilter filter, CallLogPosition position, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var matches = context.Matching(filter, Resolve(filter));
        var (heads, hasOlder) = await ReadHeadsAsync(matches, position, cancellationToken);
        var lines = await ReadLinesAsync(context, heads, cancellationToken);
        return new CallLogPage
        {
            Lines = lines,
            Newer = lines.Count == 0 ? 0 : await matches.NewerThan(lines[0].Key).LongCountAsync(cancellationToken),
            HasOlder = hasOlder,
        };
    }

    public async Task<CallLogTotals> TotalsAsync(CallLogFilter filter, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var matches = context.Matching(filter, Resolve(filter));
        var calls = await matches.GroupBy(_ => 1).Select(group => new
        {
            Count = group.LongCount(),
            Answered = group.LongCount(call => call.StartedAt != null),
            OnAir = group.LongCount(call => call.StartedAt != null && call.EndedAt == null),
            TalkSeconds = group.Sum(call => call.StartedAt == null ? 0L : call.DurationSeconds ?? 0),
            UnheardCharacters = group.Sum(call => call.UnheardCharacters ?? 0),
            DiscardedTokens = group.Sum(call => call.DiscardedTokens ?? 0),
            SilentSeconds = group.Sum(call => (long)(call.SilentSeconds ?? 0)),
            WasteNanos = group.Sum(call => call.WasteNanos ?? 0),
        }).SingleOrDefaultAsync(cancellationToken);
        var sums = await matches.Join(context.CallTotals, call => call.Id, total => total.CallId, (_, total) => total).GroupBy(_ => 1).Select(totals => new
        {
            Cost = totals.Sum(total => total.CostNanos),
            Unpriced = totals.Sum(total => total.UnpricedCount),
            Revenue = totals.Sum(total => total.RevenueNanos),
        }).SingleOrDefaultAsync(cancellationToken);
        return new CallLogTotals
        {
            Calls = calls?.Count ?? 0,
            Answered = calls?.Answered ?? 0,
            OnAir = calls?.OnAir ?? 0,
            TalkSeconds = calls is null ? 0 : calls.TalkSeconds + (calls.OnAir == 0 ? 0 : await PostedSecondsAsync(context, matches, cancellationToken)),
            Cost = new Money(sums?.Cost ?? 0),
            UnpricedEvents = sums?.Unpriced ?? 0,
            Revenue = new Money(sums?.Revenue ?? 0),
            Waste = new WasteTotals
            {
                UnheardCharacters = calls?.UnheardCharacters ?? 0,
                DiscardedTokens = calls?.DiscardedTokens ?? 0,
                SilentSeconds = calls?.SilentSeconds ?? 0,
                Cost = new Money(calls?.WasteNanos ?? 0),
            },
        };
    }

    /// <summary>Of the calls that are on; so many lines are on at a time that this costs nothing.</summary>
    private static Task<long> PostedSecondsAsync(VoiceOpsContext context, IQueryable<Call> matches, CancellationToken cancellationToken) =>
        matches.Where(call => call.Status == CallStatus.InProgress && call.StartedAt != null && call.EndedAt == null)
            .Join(context.LedgerTransactions, call => call.Id, row => row.CallId, (_, row) => row.TalkSeconds)
            .SumAsync(cancellationToken);

    public async Task<CallLogChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var personas = await context.Personas.OrderBy(row => row.Name).Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken);
        var accounts = await context.Accounts.OrderBy(row => row.Name).Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken);
        return new CallLogChoices
        {
            Personas = [.. personas.Select(row => (row.Id, row.Name))],
            Accounts = [.. accounts.Select(row => (row.Id, row.Name))],
            Models = await Distinct("llm_model"),
            Statuses = await Distinct("status"),
            EndedReasons = await Distinct("ended_reason"),
        };

        // From each value straight to the next one in the column's index; DISTINCT would read every call. Both databases know it.
        Task<List<string>> Distinct(string column)
        {
            var sql = $"""
                WITH RECURSIVE found (word) AS (
                    SELECT MIN({column}) FROM calls
                    UNION ALL
                    SELECT (SELECT MIN(c.{column}) FROM calls AS c WHERE c.{column} > found.word) FROM found WHERE found.word IS NOT NULL)
                SELECT word AS "Value" FROM found WHERE word IS NOT NULL
                """;
            return context.Database.SqlQueryRaw<string>(sql).ToListAsync(cancellationToken);
        }
    }

    private ReportRange Resolve(CallLogFilter filter) => ReportRanges.Resolve(filter.Range, clock.Now, clock.Zone);

    private static async Task<(IReadOnlyList<Head> Heads, bool HasOlder)> ReadHeadsAsync(
        IQueryable<Call> matches, CallLogPosition position, CancellationToken cancellationToken)
    {
        if (position.After is { } after)
        {
            var newer = await Project(matches.NewerThan(after).OrderBy(call => call.CreatedAt).ThenBy(call => call.Id).Take(PageSize))
                .ToListAsync(cancellationToken);
            newer.Reverse();
            // Less than a page of newer ones: that is the newest page.
            if (newer.Count == PageSize)
            {
                return (newer, HasOlder: true);
            }
        }

        var calls = position switch
        {
            { Before: { } before } => matches.OlderThan(before),
            { From: { } from } => matches.NotNewerThan(from),
            _ => matches,
        };
        // One more than a page: whether it is there tells whether older ones follow.
        var heads = await Project(calls.OrderByDescending(call => call.CreatedAt).ThenByDescending(call => call.Id).Take(PageSize + 1))
            .ToListAsync(cancellationToken);
        return ([.. heads.Take(PageSize)], heads.Count > PageSize);

        static IQueryable<Head> Project(IQueryable<Call> calls) => calls.Select(call => new Head(
            call.Id, call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos));
    }

    private static async Task<IReadOnlyList<CallLogLine>> ReadLinesAsync(
        VoiceOpsContext context, IReadOnlyList<Head> heads, CancellationToken cancellationToken)
    {
        var ids = heads.Select(head => head.Id).ToArray();
        var calls = (await RecentCalls.ReadAsync(context, context.Calls.Where(call => ids.Contains(call.Id)), cancellationToken))
            .ToDictionary(call => call.CallId);
        var turns = await context.CallTurns.Where(turn => ids.Contains(turn.CallId)).GroupBy(turn => turn.CallId)
            .Select(group => new { CallId = group.Key, Count = group.Count(), Interrupted = group.Count(turn => turn.IsInterrupted) })
            .ToDictionaryAsync(group => group.CallId, cancellationToken);
        return [.. heads.Select(head => new CallLogLine
        {
            Call = calls[head.Id],
            Turns = turns.GetValueOrDefault(head.Id)?.Count ?? 0,
            InterruptedTurns = turns.GetValueOrDefault(head.Id)?.Interrupted ?? 0,
            Waste = new WasteTotals
            {
                UnheardCharacters = head.UnheardCharacters,
                DiscardedTokens = head.DiscardedTokens,
                SilentSeconds = head.SilentSeconds,
                Cost = head.WasteNanos is { } nanos ? new Money(nanos) : null,
            },
        })];
    }

    private sealed record Head(long Id, long? UnheardCharacters, long? DiscardedTokens, int? SilentSeconds, long? WasteNanos);
}

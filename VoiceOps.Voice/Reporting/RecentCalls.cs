using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reporting;

/// <summary>Reads lines of the call log: calls with their names and the sums of their own rows.</summary>
internal static class RecentCalls
{
    /// <summary>In the order of <paramref name="calls"/>, which is to be bounded: every one's rows are summed.</summary>
    public static async Task<IReadOnlyList<RecentCall>> ReadAsync(VoiceOpsContext context, IQueryable<Call> calls, CancellationToken cancellationToken)
    {
        var heads = await calls.AsNoTracking().Select(call => new
        {
            Call = call,
            Persona = context.Personas.Where(persona => persona.Id == call.PersonaId).Select(persona => persona.Name).FirstOrDefault(),
            Account = context.Accounts.Where(account => account.Id == call.AccountId).Select(account => account.Name).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        var ids = heads.Select(head => head.Call.Id).ToArray();

        var costs = await context.UsageEvents
            .Where(row => ids.Contains(row.CallId))
            .GroupBy(row => new { row.CallId, row.Service })
            .Select(rows => new
            {
                rows.Key.CallId,
                rows.Key.Service,
                Priced = rows.Count(row => row.CostNanos != null),
                Unpriced = rows.AsQueryable().Sum(UnpricedCount.OfRow),
                Nanos = rows.Sum(row => row.CostNanos ?? 0),
                // What a better basis has taken back is no longer estimated.
                EstimatedMicros = rows.Sum(row => row.Basis == UsageBasis.Estimated ? row.UsageMicros : 0),
            })
            .ToListAsync(cancellationToken);
        var revenues = await context.CallTotals.Where(total => ids.Contains(total.CallId))
            .ToDictionaryAsync(total => total.CallId, total => new Money(total.RevenueNanos), cancellationToken);
        var costsOf = costs.ToLookup(sum => sum.CallId);

        return [.. heads.Select(head => new RecentCall
        {
            CallId = head.Call.Id,
            CallSid = head.Call.CallSid,
            CreatedAt = head.Call.CreatedAt,
            StartedAt = head.Call.StartedAt,
            EndedAt = head.Call.EndedAt,
            FromNumber = head.Call.FromNumber,
            Persona = head.Persona,
            Account = head.Account,
            LlmModel = head.Call.LlmModel,
            Status = head.Call.Status,
            EndedReason = head.Call.EndedReason,
            EndedDetail = head.Call.EndedDetail,
            MissingUsage = head.Call.MissingUsage,
            DurationSeconds = head.Call.DurationSeconds,
            // A service without any known price has no cost here rather than one of 0.
            CostByService = costsOf[head.Call.Id].Where(sum => sum.Priced > 0).ToDictionary(sum => sum.Service, sum => new Money(sum.Nanos)),
            UnpricedEvents = costsOf[head.Call.Id].Sum(sum => sum.Unpriced),
            HasEstimated = costsOf[head.Call.Id].Any(sum => sum.EstimatedMicros != 0),
            Revenue = revenues.GetValueOrDefault(head.Call.Id),
        })];
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Days;

/// <summary>Reads the calls behind one cell.</summary>
public sealed class CellCallQueries(IDbContextFactory<VoiceOpsContext> contexts)
{
    public const int Most = 200;

    public async Task<CellCalls> ReadAsync(string service, DateOnly day, CancellationToken cancellationToken)
    {
        var start = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var end = start.AddDays(1);
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        // Tests too: the provider bills them, so the cell has them.
        var sums = await context.UsageEventsAndTests.AsNoTracking()
            .Where(row => row.BookedAt >= start && row.BookedAt < end && row.Service == service)
            .GroupBy(row => row.CallId)
            .Select(rows => new
            {
                CallId = rows.Key,
                Nanos = rows.Sum(row => row.Basis == UsageBasis.Billed ? 0 : row.CostNanos ?? 0),
                Billed = rows.Sum(row => row.Basis == UsageBasis.Billed ? row.CostNanos ?? 0 : 0),
                BilledRows = rows.Sum(row => row.Basis == UsageBasis.Billed ? 1 : 0),
                ByDayOnly = rows.Sum(row => row.Operation == OperationNames.MediaStream ? row.CostNanos ?? 0 : 0),
                Estimated = rows.Sum(row => row.Basis == UsageBasis.Estimated ? row.CostNanos ?? 0 : 0),
                EstimatedRows = rows.Sum(row => row.Basis == UsageBasis.Estimated ? 1 : 0),
            })
            .ToListAsync(cancellationToken);
        var prices = (await context.ProviderPrices.AsNoTracking().Where(price => price.Service == service && price.Day == day).ToListAsync(cancellationToken))
            .ToLookup(price => price.CallId);
        var calls = sums
            .Select(sum => new CellCall
            {
                CallId = sum.CallId,
                CallSid = "",
                CreatedAt = default,
                DurationSeconds = null,
                Metered = new Money(sum.Nanos + prices[sum.CallId].Sum(price => price.TakenBackNanos)),
                BilledByDayOnly = new Money(sum.ByDayOnly),
                HasEstimated = sum.EstimatedRows > 0,
                Estimated = new Money(sum.Estimated),
                Billed = sum.BilledRows == 0 ? null : new Money(sum.Billed),
                Attempts = prices[sum.CallId].Select(price => price.Attempts).DefaultIfEmpty().Max(),
                NextAttemptAt = prices[sum.CallId].Min(price => price.NextAttemptAt),
                Problem = prices[sum.CallId].Select(price => price.Problem).FirstOrDefault(problem => problem is not null),
            })
            .OrderByDescending(call => Math.Abs(call.Difference?.Nanos ?? 0)).ThenByDescending(call => call.Estimated).ThenByDescending(call => call.Metered).ThenBy(call => call.CallId)
            .ToList();
        return new CellCalls
        {
            Calls = await DescribeAsync(context, [.. calls.Take(Most)], cancellationToken),
            Count = calls.Count,
            BilledCount = calls.Count(call => call.Billed is not null),
            Metered = new Money(calls.Sum(call => call.Metered.Nanos)),
            BilledByDayOnly = new Money(calls.Sum(call => call.BilledByDayOnly.Nanos)),
            Billed = new Money(calls.Sum(call => call.Billed?.Nanos ?? 0)),
        };
    }

    private static async Task<IReadOnlyList<CellCall>> DescribeAsync(VoiceOpsContext context, List<CellCall> calls, CancellationToken cancellationToken)
    {
        var ids = calls.ConvertAll(call => call.CallId);
        var rows = await context.CallsAndTests.AsNoTracking().Where(call => ids.Contains(call.Id))
            .Select(call => new { call.Id, call.CallSid, call.CreatedAt, call.DurationSeconds, IsTest = call.Direction == CallDirection.Test })
            .ToDictionaryAsync(call => call.Id, cancellationToken);
        return calls.ConvertAll(call => rows[call.CallId] is var row
            ? call with { CallSid = row.CallSid, CreatedAt = row.CreatedAt, DurationSeconds = row.DurationSeconds, IsTest = row.IsTest }
            : call);
    }
}

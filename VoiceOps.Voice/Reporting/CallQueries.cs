using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Reporting;

/// <summary>One call with every row behind its figures.</summary>
public sealed class CallQueries(IDbContextFactory<VoiceOpsContext> contexts)
{
    /// <summary>Null when there is no such call.</summary>
    public async Task<CallLedger?> FindAsync(long callId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var call = await context.Calls.AsNoTracking().SingleOrDefaultAsync(row => row.Id == callId, cancellationToken);
        if (call is null)
        {
            return null;
        }

        return new CallLedger
        {
            Call = (await RecentCalls.ReadAsync(context, context.Calls.Where(row => row.Id == callId), cancellationToken))[0],
            ToNumber = call.ToNumber,
            AppVersion = call.AppVersion,
            PricePerMinute = call.PricePerMinute,
            BillingIncrementSeconds = call.BillingIncrementSeconds,
            Events = await context.UsageEvents.AsNoTracking().Where(row => row.CallId == callId).OrderBy(row => row.Id).ToListAsync(cancellationToken),
            Transactions = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries.OrderBy(entry => entry.Id))
                .Where(row => row.CallId == callId).OrderBy(row => row.Id).ToListAsync(cancellationToken),
            Turns = await context.CallTurns.AsNoTracking().Where(turn => turn.CallId == callId).OrderBy(turn => turn.Number).ToListAsync(cancellationToken),
            Waste = WasteTotals.Of(call),
        };
    }
}

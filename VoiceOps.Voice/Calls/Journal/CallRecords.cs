using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>The rows of <c>calls</c>: made by the webhook, changed in the commits of the call's meters.</summary>
internal sealed class CallRecords(IDbContextFactory<VoiceOpsContext> contexts, CommitSignal signal, TimeProvider time)
{
    private const int MostLinesAtOnce = 20;

    /// <summary>Adds the call, or returns the row that an earlier webhook for the same CallSid has made.</summary>
    public async Task<(Call Call, bool IsNew)> AddAsync(Call call, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        context.Calls.Add(call);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            signal.Raise();
            return (call, true);
        }
        catch (DbUpdateException)
        {
            // The unique index says that it is there; anything else is a real fault.
            if (await FindAsync(call.CallSid, cancellationToken) is { } earlier)
            {
                return (earlier, false);
            }

            throw;
        }
    }

    public async Task<Call?> FindAsync(string callSid, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.CallsAndTests.AsNoTracking().SingleOrDefaultAsync(call => call.CallSid == callSid, cancellationToken);
    }

    /// <summary>Calls that have not ended, and apologies whose minute is not booked, oldest first.</summary>
    public async Task<IReadOnlyList<Call>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.CallsAndTests.AsNoTracking()
            .Where(call => call.EndedAt == null || (call.StartedAt == null && call.Status == CallStatus.Completed && call.EndedReason == EndedReason.Rejected))
            .OrderBy(call => call.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Closes a call that has nothing to post. Does nothing to one that has ended or was answered.</summary>
    public async Task CloseUnansweredAsync(long callId, CallClosing closing, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.CallsAndTests.Where(call => call.Id == callId && call.EndedAt == null && call.StartedAt == null)
            .ExecuteUpdateAsync(row => row
                .SetProperty(call => call.Status, closing.Status)
                .SetProperty(call => call.EndedReason, closing.EndedReason)
                .SetProperty(call => call.MissingUsage, closing.MissingUsage)
                .SetProperty(call => call.EndedAt, closing.EndedAt), cancellationToken);
        signal.Raise();
    }

    /// <summary>CallSids of calls that ended here, but whose line Twilio has not said to be down. A caller who hung up has taken it down.</summary>
    public async Task<IReadOnlyList<string>> LinesUpAsync(DateTime endedBefore, DateTime createdAfter, CancellationToken cancellationToken)
    {
        string[] leftAlone = [EndedReason.CallerHangup, EndedReason.Rejected, EndedReason.Transferred];
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.Calls.AsNoTracking()
            .Where(call => call.CreatedAt >= createdAfter && call.EndedAt < endedBefore && call.LineDownAt == null && call.EndedReason != null && !leftAlone.Contains(call.EndedReason))
            .OrderBy(call => call.Id).Select(call => call.CallSid).Take(MostLinesAtOnce).ToListAsync(cancellationToken);
    }

    public async Task<bool> IsLineDownAsync(string callSid, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        return await context.Calls.AnyAsync(call => call.CallSid == callSid && call.LineDownAt != null, cancellationToken);
    }

    /// <summary>Twilio says that the line is down; the first word stands.</summary>
    public async Task LineIsDownAsync(string callSid, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.Calls.Where(call => call.CallSid == callSid && call.LineDownAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(call => call.LineDownAt, time.GetUtcTime()), cancellationToken);
    }
}

using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>The conditions of a filter, and of a place in the log, on the rows of <c>calls</c>.</summary>
internal static class CallLogMatches
{
    public static IQueryable<Call> Matching(this VoiceOpsContext context, CallLogFilter filter, ReportRange range)
    {
        // Each condition is on an expression, so that the one index that holds all of these columns is walked, newest first, and
        // the planner does not read every call of a persona to sort them. 260,000 calls: 40 ms at worst, against 400.
        var calls = context.Calls.Where(call => call.CreatedAt >= range.Start && call.CreatedAt < range.End);
        if (filter.PersonaId is { } personaId)
        {
            calls = calls.Where(call => call.PersonaId + 0 == personaId);
        }

        if (filter.AccountId is { } accountId)
        {
            calls = calls.Where(call => call.AccountId + 0 == accountId);
        }

        if (filter.Model is { } model)
        {
            calls = calls.Where(call => call.LlmModel + "" == model);
        }

        if (filter.Status is { } status)
        {
            calls = calls.Where(call => call.Status + "" == status);
        }

        if (filter.EndedReason is { } reason)
        {
            calls = calls.Where(call => call.EndedReason + "" == reason);
        }

        if (filter.Number is { } number)
        {
            calls = number.StartsWith('+')
                ? calls.Where(call => call.FromNumber!.StartsWith(number) || call.ToNumber!.StartsWith(number))
                : calls.Where(call => call.FromNumber!.Contains(number) || call.ToNumber!.Contains(number));
        }

        if (filter.IsInterrupted)
        {
            calls = calls.Where(call => context.CallTurns.Any(turn => turn.CallId == call.Id && turn.IsInterrupted));
        }

        if (filter.IsWasted)
        {
            calls = calls.Where(call => call.UnheardCharacters > 0 || call.DiscardedTokens > 0 || call.SilentSeconds > CallLogFilter.LongSilenceSeconds);
        }

        if (filter.CostFrom is { } from)
        {
            var nanos = Nanos(from);
            calls = calls.Where(call => context.CallTotals.Any(total => total.CallId == call.Id && total.CostNanos >= nanos));
        }

        if (filter.CostTo is { } to)
        {
            // A call without a row has cost nothing.
            var nanos = Nanos(to);
            calls = calls.Where(call => !context.CallTotals.Any(total => total.CallId == call.Id && total.CostNanos > nanos));
        }

        if (filter.IsAtALoss)
        {
            calls = calls.Where(call => context.CallTotals.Any(total => total.CallId == call.Id && total.CostNanos > total.RevenueNanos));
        }

        return calls;
    }

    private static long Nanos(decimal dollars) => Money.Round(dollars).Nanos;

    // The first half of each condition follows from the second; it lets the index on created_at be searched.
    public static IQueryable<Call> OlderThan(this IQueryable<Call> calls, CallLogKey key) => calls.Where(call =>
        call.CreatedAt <= key.CreatedAt && (call.CreatedAt < key.CreatedAt || call.Id < key.CallId));

    public static IQueryable<Call> NotNewerThan(this IQueryable<Call> calls, CallLogKey key) => calls.Where(call =>
        call.CreatedAt <= key.CreatedAt && (call.CreatedAt < key.CreatedAt || call.Id <= key.CallId));

    public static IQueryable<Call> NewerThan(this IQueryable<Call> calls, CallLogKey key) => calls.Where(call =>
        call.CreatedAt >= key.CreatedAt && (call.CreatedAt > key.CreatedAt || call.Id > key.CallId));
}

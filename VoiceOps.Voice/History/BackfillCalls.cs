using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>Finds the calls that were recorded before Twilio was metered.</summary>
internal static class BackfillCalls
{
    /// <summary>
    /// Ended calls with a length and no Twilio row of any basis but credits, by id. A call of no length that was never answered was not
    /// billed; one that was answered has started its first minute.
    /// </summary>
    public static IQueryable<BackfillCall> Of(VoiceOpsContext context) => context.Calls.AsNoTracking()
        .Where(call => call.EndedAt != null && call.DurationSeconds != null && (call.DurationSeconds > 0 || call.StartedAt != null)
            && !context.UsageEvents.Any(row => row.CallId == call.Id && row.Service == ServiceNames.Twilio && (row.CostNanos == null || row.CostNanos >= 0)))
        .OrderBy(call => call.Id)
        .Select(call => new BackfillCall
        {
            CallId = call.Id,
            CallSid = call.CallSid,
            CreatedAt = call.CreatedAt,
            StartedAt = call.StartedAt,
            DurationSeconds = call.DurationSeconds!.Value,
        });
}

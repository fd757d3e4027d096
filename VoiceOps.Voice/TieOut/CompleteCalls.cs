using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

internal sealed class CompleteCalls : ITieOutCheck
{
    public int Number => 8;

    public string Title => "Every answered call has rows for all four services, or a reason why not";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var answered = context.Calls.Where(call => call.StartedAt != null && call.EndedAt != null);
        var rows = new List<TieOutRow>();
        var count = 0L;
        foreach (var service in ServiceNames.All)
        {
            var silent = answered.Where(call => (call.MissingUsage == null || !call.MissingUsage.Contains(service))
                && !context.UsageEvents.Any(row => row.CallId == call.Id && row.Service == service));
            count += await silent.LongCountAsync(cancellationToken);
            var ids = await silent.OrderBy(call => call.Id).Select(call => call.Id).Take(TieOutFinding.MaxRows).ToListAsync(cancellationToken);
            rows.AddRange(ids.Select(id => new TieOutRow { What = $"No row of {service}, and no reason", CallId = id }));
        }

        return TieOutFinding.Of(
            $"All {await answered.LongCountAsync(cancellationToken):N0} answered calls that have ended are complete or say why not.",
            $"{count:N0} times a service is missing without a reason. A call without Twilio gets its estimate by the backfill.",
            rows, count);
    }
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Simulation.Demo;

/// <summary>Why a call of the history has no row of a service.</summary>
internal sealed record UsageMissed(long CallId, string Reason) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.Calls.Where(call => call.Id == CallId).ExecuteUpdateAsync(row => row.SetProperty(call => call.MissingUsage, Reason), cancellationToken);
}

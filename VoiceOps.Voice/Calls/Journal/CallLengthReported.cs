using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Twilio's own figure of the call's length.</summary>
internal sealed record CallLengthReported(long CallId, int Seconds) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.CallsAndTests.Where(call => call.Id == CallId)
            .ExecuteUpdateAsync(row => row.SetProperty(call => call.DurationSeconds, Seconds), cancellationToken);
}

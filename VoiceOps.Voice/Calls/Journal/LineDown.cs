using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Twilio says that the line is down; the first word stands.</summary>
internal sealed record LineDown(long CallId, DateTime At) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.Calls.Where(call => call.Id == CallId && call.LineDownAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(call => call.LineDownAt, At), cancellationToken);
}

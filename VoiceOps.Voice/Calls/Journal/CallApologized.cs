using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>The line was answered with a sentence and hung up; how long that took, Twilio tells.</summary>
internal sealed record CallApologized(long CallId, DateTime AnsweredAt) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.CallsAndTests.Where(call => call.Id == CallId)
            .ExecuteUpdateAsync(row => row
                .SetProperty(call => call.StartedAt, AnsweredAt)
                .SetProperty(call => call.EndedAt, AnsweredAt), cancellationToken);
}

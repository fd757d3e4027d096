using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>The line was answered: the call is in progress.</summary>
internal sealed record CallAnswered(long CallId, DateTime AnsweredAt) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.CallsAndTests.Where(call => call.Id == CallId)
            .ExecuteUpdateAsync(row => row
                .SetProperty(call => call.Status, CallStatus.InProgress)
                .SetProperty(call => call.StartedAt, AnsweredAt), cancellationToken);
}

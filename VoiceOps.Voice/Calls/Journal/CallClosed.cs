using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>The call has ended.</summary>
internal sealed record CallClosed(long CallId, CallClosing Closing) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        context.CallsAndTests.Where(call => call.Id == CallId)
            .ExecuteUpdateAsync(row => row
                .SetProperty(call => call.Status, Closing.Status)
                .SetProperty(call => call.EndedReason, Closing.EndedReason)
                .SetProperty(call => call.EndedDetail, Closing.EndedDetail)
                .SetProperty(call => call.MissingUsage, Closing.MissingUsage)
                .SetProperty(call => call.EndedAt, Closing.EndedAt)
                .SetProperty(call => call.DurationSeconds, Closing.DurationSeconds)
                .SetProperty(call => call.UnheardCharacters, Closing.Waste?.UnheardCharacters)
                .SetProperty(call => call.DiscardedTokens, Closing.Waste?.DiscardedTokens)
                .SetProperty(call => call.SilentSeconds, Closing.Waste?.SilentSeconds)
                .SetProperty(call => call.WasteNanos, Closing.Waste?.Cost.Nanos), cancellationToken);
}

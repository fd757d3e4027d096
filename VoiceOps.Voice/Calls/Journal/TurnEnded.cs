using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>A turn is over.</summary>
internal sealed record TurnEnded(CallTurn Turn) : JournalEntry
{
    internal override Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        using var turns = new TableWriter<CallTurn>(context, OnConflict.Fail);
        turns.Write(Turn);
        return Task.CompletedTask;
    }
}

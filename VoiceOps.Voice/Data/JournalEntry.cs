namespace VoiceOps.Voice.Data;

/// <summary>One change that a call makes to its own rows, written in the same commit as the usage that it came with.</summary>
public abstract record JournalEntry
{
    internal abstract Task WriteAsync(VoiceOpsContext context, CancellationToken cancellationToken);
}

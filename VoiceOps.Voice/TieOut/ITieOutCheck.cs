using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.TieOut;

/// <summary>One check of the books. It only reads, in one transaction that takes no lock, so it never holds up the writer.</summary>
internal interface ITieOutCheck
{
    int Number { get; }

    string Title { get; }

    Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken);
}

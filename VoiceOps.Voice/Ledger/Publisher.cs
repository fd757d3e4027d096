using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Ledger;

/// <summary>Makes staged books visible in the one writer's turn. Callers go first: it tries again until none comes in between.</summary>
internal sealed class Publisher(LedgerStore store, TimeProvider time, ILogger logger)
{
    // Others who write wait ten seconds for the lock (SqliteConnectionSettings), and running calls keep what they use in memory meanwhile.
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public RightOfWay RightOfWay { get; } = new();

    /// <summary>False, with nothing written, when <paramref name="holds"/> says so inside the transaction.</summary>
    /// <exception cref="PublicationException">It is too much for one commit beside calls, or calls came in all the time.</exception>
    public async Task<bool> PublishAsync(
        StagedBooks staged, Func<VoiceOpsContext, CancellationToken, Task<bool>> holds, SemaphoreSlim turn, bool isBesideCalls, IProgress<PublicationProgress>? progress,
        CancellationToken cancellationToken)
    {
        await using var publication = await store.OpenPublicationAsync(staged, cancellationToken);
        var begun = time.GetTimestamp();
        for (var gaveWay = 0; time.GetElapsedTime(begun) < Patience; gaveWay++)
        {
            await RightOfWay.FreeAsync(cancellationToken);
            await turn.WaitAsync(cancellationToken);
            try
            {
                // Not waited for with the turn in hand: whoever has the right of way may need the turn.
                using var underWay = RightOfWay.TryEnter();
                if (underWay is null)
                {
                    continue;
                }

                var started = time.GetTimestamp();
                switch (await publication.TryAsync(holds, () => StopsFor(started), (rows, of) => progress?.Report(new PublicationProgress(rows, of, gaveWay)), cancellationToken))
                {
                    case PublicationResult.Published:
                        logger.Published(publication.Rows, time.GetElapsedTime(started).TotalMilliseconds, publication.CommitTook.TotalMilliseconds, gaveWay);
                        return true;
                    case PublicationResult.Outdated:
                        return false;
                    case PublicationResult.TooLong:
                        throw new PublicationException(
                            $"So many rows take longer than the {LongestTry.TotalSeconds:0} s that calls may be kept waiting for. Take it in parts, such as a month each, or run it with the program stopped.");
                }
            }
            finally
            {
                turn.Release();
            }
        }

        throw new PublicationException(
            $"Calls came in too often for {Patience.TotalMinutes:0} minutes: so many rows need some seconds without a new one. Take it in parts, such as a month each, at a quieter time, or with the program stopped.");

        PublicationResult? StopsFor(long started) =>
            RightOfWay.IsTaken ? PublicationResult.GaveWay
            : isBesideCalls && time.GetElapsedTime(started) > LongestTry ? PublicationResult.TooLong
            : null;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>Deletes the words of turns whose retention time is over, at start and every hour. Their figures stay.</summary>
internal sealed class TranscriptSweep(
    IDbContextFactory<VoiceOpsContext> contexts, IOptions<TranscriptOptions> options, TimeProvider time, ILogger<TranscriptSweep> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // Small commits: the writer of the books waits for none of them for long.
    private const int BatchSize = 500;

    // A store that was away takes its turns late.
    private static readonly TimeSpan Latest = TimeSpan.FromDays(1);

    // What lies before it has been swept and need not be looked at again.
    private DateTime _sweptUntil = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    /// <summary>Deletes what is due now and returns the number of turns that lost their words.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var due = UtcTime.ToMicrosecond(time.GetUtcTime() - options.Value.TranscriptRetention);
        await using var context = await contexts.OpenAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        if (context.Database.IsSqlite())
        {
            // Otherwise the words would still stand in the file, in space that is merely free.
            await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", cancellationToken);
        }

        var cleared = 0;
        for (int batch; (batch = await ClearAsync(context, due, cancellationToken)) > 0;)
        {
            cleared += batch;
        }

        _sweptUntil = due - Latest;
        return cleared;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TrySweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task TrySweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await SweepAsync(stoppingToken) is var cleared and > 0)
            {
                logger.TranscriptsDeleted(cleared, options.Value.TranscriptRetention);
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // A store that is away for a while; what is due stays due.
            logger.TranscriptsNotDeleted(exception, Interval);
        }
    }

    private Task<int> ClearAsync(VoiceOpsContext context, DateTime due, CancellationToken cancellationToken)
    {
        var ids = context.CallTurns
            .Where(turn => turn.StartedAt >= _sweptUntil && turn.StartedAt < due && (turn.CallerText != null || turn.HeardText != null || turn.UnheardText != null))
            .OrderBy(turn => turn.StartedAt).Select(turn => turn.Id).Take(BatchSize);
        return context.CallTurns.Where(turn => ids.Contains(turn.Id)).ExecuteUpdateAsync(
            row => row
                .SetProperty(turn => turn.CallerText, (string?)null)
                .SetProperty(turn => turn.HeardText, (string?)null)
                .SetProperty(turn => turn.UnheardText, (string?)null),
            cancellationToken);
    }
}

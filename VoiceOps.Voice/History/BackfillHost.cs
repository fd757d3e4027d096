using Microsoft.Extensions.Hosting;

namespace VoiceOps.Voice.History;

/// <summary>Runs the backfill by itself: once when the program has started, and whenever somebody asks, always in the background.</summary>
internal sealed class BackfillHost(TwilioBackfill backfill, IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>Asks for a run; asked twice before it begins, it is one.</summary>
    public void Ask()
    {
        try
        {
            _asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is waiting already, and will find everything.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before calls can be taken: history has waited longer than a caller would.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        Ask();
        while (true)
        {
            await _asked.WaitAsync(stoppingToken);
            await backfill.RunAsync(stoppingToken);
        }
    }
}

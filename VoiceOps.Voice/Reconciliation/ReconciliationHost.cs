using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>Reconciles in the background, on a schedule and when somebody asks for it. No call waits for it.</summary>
internal sealed class ReconciliationHost(
    ReconciliationRun run, SourceStates states, IHostApplicationLifetime lifetime, IOptions<ReconciliationOptions> options, TimeProvider time, ILogger<ReconciliationHost> logger)
    : BackgroundService
{
    private readonly WakeSignal _wake = new();
    private volatile bool _all;

    public bool IsRunning { get; private set; }

    /// <summary>Asks everything now, due or not.</summary>
    public void RunNow()
    {
        states.EndPauses();
        _all = true;
        _wake.Set();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Calls and pages come first: nothing is asked while the program starts.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            var all = _all;
            _all = false;
            try
            {
                IsRunning = true;
                await run.RunAsync(all, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.RunFailed(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                IsRunning = false;
            }

            await _wake.WaitAsync(options.Value.PricesEvery, time, stoppingToken);
        }
    }
}

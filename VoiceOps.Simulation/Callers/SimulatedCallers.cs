using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Simulation.Demo;

namespace VoiceOps.Simulation.Callers;

/// <summary>Keeps a number of simulated calls on at a time, one phone each, begun one after another so that they differ from the start.</summary>
internal sealed class SimulatedCallers(
    SimulatedCaller caller, DemoOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SimulatedCallers> logger) : BackgroundService
{
    private static readonly TimeSpan AllOnWithin = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(listening.SetResult))
        {
            await listening.Task.WaitAsync(stoppingToken);
        }

        await Task.WhenAll(Enumerable.Range(0, options.Callers).Select(phone => KeepCallingAsync(phone, stoppingToken)));
    }

    private async Task KeepCallingAsync(int phone, CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed + phone);
        var scripts = new DemoScripts(random);
        await Task.Delay(phone * AllOnWithin / options.Callers, time, cancellationToken);
        while (true)
        {
            var pause = random.NextDouble() * LongestPause;
            try
            {
                var result = await caller.PlaceAsync(scripts.Write(), cancellationToken);
                logger.CallEnded(result.CallSid, result.Status, result.EndedBy, result.DurationSeconds);
                pause = result.EndedBy == CallEnd.Failed ? PauseAfterFailure : pause;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.CallFailed(exception);
                pause = PauseAfterFailure;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>Fills the demo's new database before the first page is served.</summary>
internal sealed class DemoData(DemoHistory history, DemoOptions options, TimeProvider time, ILogger<DemoData> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        logger.DemoStarts(options.Callers, options.Database);
        var watch = Stopwatch.StartNew();
        // The one look at the clock that the whole history goes by: midnight may be near.
        var end = time.GetUtcTime();
        await history.WriteAsync(end, options.HistoryDays, options.HistoryCalls, options.Seed, cancellationToken);
        logger.HistoryWritten(options.HistoryCalls, options.HistoryDays, end, watch.Elapsed.TotalSeconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

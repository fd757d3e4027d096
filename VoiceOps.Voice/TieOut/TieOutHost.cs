using Cronos;
using Microsoft.Extensions.Hosting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.TieOut;

/// <summary>Has the books checked every night, soon after the program's start and whenever somebody asks.</summary>
internal sealed class TieOutHost(BooksTieOut tieOut, ReportingClock clock, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>03:15 by the wall clock of the reporting time zone: when few call.</summary>
    private static readonly CronExpression Nightly = CronExpression.Parse("15 3 * * *");

    /// <summary>Calls and pages that wait for the start come first.</summary>
    internal static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(20);

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
            // One is waiting already.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        for (var wait = AfterStart; ; wait = UntilNight(clock.Now))
        {
            using var due = new CancellationTokenSource(wait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stoppingToken);
            await _asked.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stoppingToken.ThrowIfCancellationRequested();
            await tieOut.RunAsync(stoppingToken);
        }
    }

    /// <summary>
    /// The next run of every night, in UTC. Days have 23 and 25 hours too: an hour that the clocks leave out is run at its end, one that comes
    /// twice at its first.
    /// </summary>
    internal static DateTime NextNight(DateTime now, TimeZoneInfo zone) => Nightly.GetNextOccurrence(now, zone)!.Value;

    private TimeSpan UntilNight(DateTime now) => NextNight(now, clock.Zone) - now;
}

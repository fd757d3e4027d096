using Microsoft.Extensions.Hosting;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Voice.TieOut;

/// <summary>Has the books checked every night, soon after the program's start and whenever somebody asks.</summary>
internal sealed class TieOutHost(BooksTieOut tieOut, ReportingClock clock, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>By the wall clock of the reporting time zone: when few call.</summary>
    internal static readonly TimeOnly Nightly = new(3, 15);

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

    private TimeSpan UntilNight(DateTime now)
    {
        var day = ReportRanges.DayOf(now, clock.Zone);
        var tonight = ReportRanges.DayStart(day, clock.Zone) + Nightly.ToTimeSpan();
        return tonight > now ? tonight - now : ReportRanges.DayStart(day.AddDays(1), clock.Zone) + Nightly.ToTimeSpan() - now;
    }
}

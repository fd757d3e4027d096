using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>
/// The one that ends lines at Twilio: tells it, asks whether it is so, and tells it again, later each time, until it is. However often a line
/// is asked to be ended, it is ended once. What was missed, by a server that was lost too, is found in the books.
/// </summary>
internal sealed class CallTerminator(TwilioRestClient twilio, CallRecords records, CallsMetrics metrics, TimeProvider time, ILogger<CallTerminator> logger) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 2, 5, 10, 20, 40, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Twilio ends a call by itself after four hours.</summary>
    private static readonly TimeSpan LongestLine = TimeSpan.FromHours(5);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _ending = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Completes when Twilio has said that the line is down, which may take long; it goes on by itself. Never throws.</summary>
    public Task EndAsync(string callSid) => twilio.IsConfigured
        ? _ending.GetOrAdd(callSid, sid => new Lazy<Task>(() => RunAsync(sid))).Value
        : Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Calls that were ended a moment ago get their attempt; the next start finds those for which it was not enough.
        await Task.WhenAll(_ending.Values.Select(line => line.Value)).WaitAsync(StopTime, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stopping.CancelAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LinesNotRead(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Calls that have ended here for a while, and of which Twilio has not said that the line is down.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (!twilio.IsConfigured)
        {
            return;
        }

        var now = time.GetUtcTime();
        foreach (var callSid in await records.LinesUpAsync(endedBefore: now - SweepInterval, createdAfter: now - LongestLine, cancellationToken))
        {
            if (!_ending.ContainsKey(callSid))
            {
                logger.LineLeftUp(callSid);
                _ = EndAsync(callSid);
            }
        }
    }

    private async Task RunAsync(string callSid)
    {
        try
        {
            var started = time.GetTimestamp();
            for (var attempt = 0; !await IsDownInBooksAsync(callSid); attempt++)
            {
                if (await TryEndAsync(callSid, isFirst: attempt == 0))
                {
                    await records.LineIsDownAsync(callSid, _stopping.Token);
                    return;
                }

                if (time.GetElapsedTime(started) > LongestLine)
                {
                    // Twilio has ended it by itself, whatever keeps us from being told.
                    return;
                }

                metrics.LineToldAgain();
                await Task.Delay(Pauses[Math.Min(attempt, Pauses.Length - 1)], time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The server stops; its next start goes on.
        }
        catch (Exception exception)
        {
            logger.LineNotEnded(exception, callSid);
        }
        finally
        {
            _ending.TryRemove(callSid, out _);
        }
    }

    /// <summary>Twilio's status callback may have said so, however its REST interface answers.</summary>
    private async Task<bool> IsDownInBooksAsync(string callSid)
    {
        try
        {
            return await records.IsLineDownAsync(callSid, _stopping.Token);
        }
        catch (Exception) when (!_stopping.IsCancellationRequested)
        {
            // A line must end though the store is away.
            return false;
        }
    }

    private async Task<bool> TryEndAsync(string callSid, bool isFirst)
    {
        using var patience = new CancellationTokenSource(AttemptTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
        try
        {
            try
            {
                await twilio.CompleteCallAsync(callSid, either.Token);
            }
            catch (Exception exception) when (!either.IsCancellationRequested)
            {
                // It may be down already, which is all that is wanted.
                logger.HangUpFailed(exception, callSid);
            }

            var status = await twilio.StatusOfCallAsync(callSid, either.Token);
            if (status is null && isFirst)
            {
                logger.LineNotKnown(callSid);
            }

            return CallStatus.IsFinal(status);
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            logger.HangUpFailed(exception, callSid);
            return false;
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls.Ending;

/// <summary>
/// Watches every call from outside of its session: one that is too long, too dear, or whose line tells nothing any more is asked to end, and one
/// that does not end when asked is cut off. A session that hangs cannot hold a line.
/// </summary>
internal sealed class CallWatchdog(
    LiveCalls liveCalls, SpendLimits spendLimits, CallerCredit credit, CallTerminator terminator, StreamTokens tokens, IOptions<CallOptions> options, CallsMetrics metrics, TimeProvider time,
    ILogger<CallWatchdog> logger) : BackgroundService
{
    /// <summary>An end takes a goodbye, and each provider its time to close; more than this it never takes.</summary>
    public static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(60);

    /// <summary>The caller is told when so much is left.</summary>
    internal static readonly TimeSpan CreditIsLow = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>One look at all calls.</summary>
    internal void Look()
    {
        foreach (var call in liveCalls.All())
        {
            try
            {
                LookAt(call);
            }
            catch (Exception exception)
            {
                // One call that cannot be looked at must not keep the others from it, and not stop the host.
                logger.CallNotWatched(exception, call.Call.CallSid);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await spendLimits.RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SpendNotRead(exception);
            }

            try
            {
                await credit.RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.CreditNotRead(exception);
            }

            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void LookAt(LiveCall call)
    {
        if (call.IsEnding())
        {
            CutOffIfStuck(call);
        }
        else if (ReasonToEnd(call) is { } reason)
        {
            call.End(reason);
            CutOffIfStuck(call);
        }
        else
        {
            WarnOfCredit(call);
        }
    }

    private string? ReasonToEnd(LiveCall call) =>
        call.Quiet() >= options.Value.LineLostAfter ? EndedReason.SocketLost
        : call.Meters.Elapsed >= call.MaxDuration ? EndedReason.MaxDuration
        : spendLimits.Exceeded(call.Call.FromNumber) is not null ? EndedReason.SpendLimit
        : credit.Left(call) <= TimeSpan.Zero ? EndedReason.NoCredit
        : null;

    /// <summary>Once for each time that the credit runs low: some may be bought meanwhile.</summary>
    private void WarnOfCredit(LiveCall call)
    {
        if (credit.Left(call) is not { } left)
        {
            return;
        }

        if (left > CreditIsLow && call.IsCreditLow)
        {
            call.IsCreditLow = false;
        }
        else if (left <= CreditIsLow && !call.IsCreditLow)
        {
            call.IsCreditLow = true;
            call.TellCreditIsLow();
        }
    }

    private void CutOffIfStuck(LiveCall call)
    {
        call.EndingSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(call.EndingSince.Value) < EndWithin)
        {
            return;
        }

        logger.CutOff(call.Call.CallSid);
        metrics.CutOff();
        call.CutOff();
        tokens.Revoke(call.Call.Id);
        liveCalls.Remove(call);
        if (call.Call.Direction != CallDirection.Test)
        {
            _ = terminator.EndAsync(call.Call.CallSid);
        }
    }
}

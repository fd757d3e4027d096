using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls;

/// <summary>Owns the live calls: no call depends on a page, and a stopping server ends each of them properly.</summary>
internal sealed class CallHost(
    CallSessionContext context, LiveCalls liveCalls, LostCalls lostCalls, CallSweep sweep, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CallHost> logger)
    : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await lostCalls.CloseAsync(cancellationToken);
        // The web server waits for its open sockets before hosted services are stopped, so the calls must end first.
        lifetime.ApplicationStopping.Register(EndAll);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Runs one call on its media stream, or has the call that is on go on over it. Returns when the call is over and its end recorded; the
    /// stream is the call's until then.
    /// </summary>
    public async Task RunAsync(PendingStream pending, CallStream stream)
    {
        var session = new CallSession(pending, stream, context);
        while (!liveCalls.TryAdd(session.Live))
        {
            if (liveCalls.Find(pending.Call.Id) is { } on)
            {
                await MoveAsync(on, stream);
                return;
            }
        }

        var running = session.RunAsync();
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            session.End(EndedReason.ServerStop);
        }

        try
        {
            await running;
        }
        catch (Exception exception)
        {
            logger.Faulted(exception, pending.Call.CallSid);
        }
    }

    private async Task MoveAsync(LiveCall on, CallStream stream)
    {
        if (on.MoveTo(stream))
        {
            logger.StreamFollows(on.Call.CallSid);
            await on.Ended;
        }
        else
        {
            logger.StreamNotTaken(on.Call.CallSid);
            await stream.Socket.CloseAsync(CancellationToken.None);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        EndAll();
        await Task.WhenAll(liveCalls.All().Select(call => call.Ended)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sweep.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(exception);
            }
        }
    }

    private void EndAll()
    {
        foreach (var call in liveCalls.All())
        {
            call.End(EndedReason.ServerStop);
        }
    }
}

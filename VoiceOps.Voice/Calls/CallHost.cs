using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;

namespace VoiceOps.Voice.Calls;

/// <summary>Owns the live calls: no call depends on a page, and a stopping server ends each of them properly.</summary>
internal sealed class CallHost(
    CallSessionContext context, LostCalls lostCalls, CallSweep sweep, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<CallHost> logger)
    : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<CallSession, Task> _sessions = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await lostCalls.CloseAsync(cancellationToken);
        // The web server waits for its open sockets before hosted services are stopped, so the calls must end first.
        lifetime.ApplicationStopping.Register(EndAll);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Runs one call on its media stream; returns when the call is over and its end recorded.</summary>
    public async Task RunAsync(PendingStream pending, CallLine line)
    {
        var session = new CallSession(pending, line, context);
        var running = session.RunAsync();
        _sessions[session] = running;
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
        finally
        {
            _sessions.TryRemove(session, out _);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        EndAll();
        await Task.WhenAll(_sessions.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        foreach (var session in _sessions.Keys)
        {
            session.End(EndedReason.ServerStop);
        }
    }
}

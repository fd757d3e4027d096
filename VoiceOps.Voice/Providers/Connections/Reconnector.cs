using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>
/// Opens one call's connection to one provider, and opens it again when it drops, as long as another try can help and the budget
/// lasts. Used by one reader at a time.
/// </summary>
internal sealed class Reconnector<TConnection>(
    Func<CancellationToken, Task<TConnection>> connect, ProviderReporter reporter, ResilienceOptions options, ProvidersMetrics metrics, TimeProvider time)
{
    /// <summary>At the start of a call the caller hears nothing at all yet, so little is waited.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(4);

    /// <summary>A connection that held for so long was a good one.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    private int _tries;
    private long _outageSince;
    private volatile bool _isOutage;
    private long _connectedAt;

    /// <summary>The first connection. Throws <see cref="ProviderException"/> when there is none to be had.</summary>
    public async Task<TConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            return await TryAsync(cancellationToken);
        }
        catch (ProviderException fault)
        {
            return await TryAgainAsync(fault, started, Shorter(StartWithin, options.ReconnectWithin), cancellationToken);
        }
    }

    /// <summary>The next connection, after one that ended with this fault. Throws the last fault when the provider stays away.</summary>
    public async Task<TConnection> ReconnectAsync(ProviderException fault, CancellationToken cancellationToken)
    {
        _tries = time.GetElapsedTime(_connectedAt) >= Steady ? 0 : _tries;
        reporter.Logger.ProviderReconnecting(reporter.Service);
        if (!_isOutage)
        {
            (_isOutage, _outageSince) = (true, time.GetTimestamp());
        }

        var started = time.GetTimestamp();
        try
        {
            var connection = await TryAgainAsync(fault, _outageSince, options.ReconnectWithin, cancellationToken);
            metrics.Reconnected(reporter.Service, succeeded: true);
            reporter.Logger.ProviderReconnected(reporter.Service, (long)time.GetElapsedTime(started).TotalMilliseconds);
            return connection;
        }
        catch (ProviderException)
        {
            metrics.Reconnected(reporter.Service, succeeded: false);
            throw;
        }
    }

    /// <summary>The provider has said something over the connection: until then a gap is not over, whatever connects.</summary>
    public void IsHeard() => _isOutage = false;

    private async Task<TConnection> TryAgainAsync(ProviderException fault, long started, TimeSpan within, CancellationToken cancellationToken)
    {
        while (fault.MayPass && _tries < options.ReconnectAttempts)
        {
            var pause = Backoff.Delay(_tries++);
            if (time.GetElapsedTime(started) + pause >= within)
            {
                break;
            }

            await Task.Delay(pause, time, cancellationToken);
            try
            {
                return await TryAsync(cancellationToken);
            }
            catch (ProviderException again)
            {
                fault = again;
            }
        }

        throw fault;
    }

    private async Task<TConnection> TryAsync(CancellationToken cancellationToken)
    {
        var connection = await connect(cancellationToken);
        _connectedAt = time.GetTimestamp();
        return connection;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using System.Net.WebSockets;

namespace VoiceOps.Voice.Providers.Sockets;

/// <summary>Opens a provider's websocket within a time, and has words for every way in which that fails.</summary>
internal sealed class ProviderDialer(WebSocketConnector connector, TimeProvider time)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public async Task<WebSocketConnection> ConnectAsync(
        ProviderReporter reporter,
        Uri address,
        KeyValuePair<string, string> credential,
        string requestIdHeader,
        string? errorHeader,
        CancellationToken cancellationToken)
    {
        reporter.RequireKey();
        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var connection = await connector(address, [credential], either.Token);
            reporter.Answered();
            reporter.Logger.ProviderConnected(
                reporter.Service, (long)time.GetElapsedTime(started).TotalMilliseconds, connection.Header(requestIdHeader));
            return connection;
        }
        catch (WebSocketRefusedException refused)
        {
            var body = ProviderErrorBody.Read(refused.Body);
            var reason = errorHeader is null ? null : refused.Header(errorHeader);
            throw reporter.Refused(refused.Status, reason is null ? body : body with { Message = reason }, refused);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw reporter.TimedOut($"did not answer within {ConnectTimeout.TotalSeconds:0} s at {address.Authority}", exception);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw reporter.Failed($"could not be reached at {address.Authority}: {exception.GetBaseException().Message}", exception);
        }
    }
}

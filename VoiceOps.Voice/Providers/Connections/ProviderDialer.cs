using System.Net.WebSockets;
using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>Opens a provider's websocket within a time, and has words for every way in which that fails.</summary>
internal sealed class ProviderDialer(WebSocketConnector connector, IOptions<ResilienceOptions> options, ProvidersMetrics metrics, TimeProvider time)
{
    public ResilienceOptions Options { get; } = options.Value;

    /// <summary>What opens one call's connection, and opens it again.</summary>
    public Reconnector<TConnection> Reconnector<TConnection>(ProviderReporter reporter, Func<CancellationToken, Task<TConnection>> connect) =>
        new(connect, reporter, Options, metrics, time);

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
        using var patience = new CancellationTokenSource(Options.ConnectTimeout, time);
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
            throw reporter.TimedOut($"did not answer within {Options.ConnectTimeout.TotalSeconds:0.#} s at {address.Authority}", exception);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw reporter.Failed($"could not be reached at {address.Authority}: {exception.GetBaseException().Message}", exception);
        }
    }
}

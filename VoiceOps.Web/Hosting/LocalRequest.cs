using System.Net;

namespace VoiceOps.Web.Hosting;

/// <summary>Tells a request of a person at this machine from one that a tunnel or a proxy on it passes on.</summary>
internal static class LocalRequest
{
    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && IsLoopback(context.Request.Host)
        && !context.Request.Headers.Keys.Any(IsPassedOn);

    /// <summary>A page of another site that the operator has open could otherwise use the operator's browser to reach the app.</summary>
    public static bool IsFromOwnPages(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && origin.Scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(HostString host) =>
        host.HasValue
        && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    // X-Original-*: what ASPNETCORE_FORWARDEDHEADERS_ENABLED makes of X-Forwarded-* once it has believed it.
    private static bool IsPassedOn(string header) =>
        header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase);
}

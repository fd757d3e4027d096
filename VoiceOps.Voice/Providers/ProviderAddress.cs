using System.Net;

namespace VoiceOps.Voice.Providers;

/// <summary>Base URLs of providers: which ones are acceptable, and the addresses made from them.</summary>
internal static class ProviderAddress
{
    private static readonly string[] WebSchemes = ["https", "http"];
    private static readonly string[] SocketSchemes = ["wss", "ws", "https", "http"];

    /// <summary>Why the base URL of an HTTP interface cannot be used, or null. Keys and audio must not cross a network in plain text.</summary>
    public static string? WebProblem(string key, string? value) => Problem(key, value, WebSchemes);

    /// <summary>The same for an address that only websockets are opened to, which may also be written with its HTTP scheme.</summary>
    public static string? SocketProblem(string key, string? value) => Problem(key, value, SocketSchemes);

    public static Uri Web(string baseUrl, string pathAndQuery) => new(baseUrl.TrimEnd('/') + pathAndQuery);

    /// <summary>The websocket address under a base URL: <c>wss</c> for <c>https</c>, <c>ws</c> for <c>http</c>.</summary>
    public static Uri Socket(string baseUrl, string pathAndQuery) => new(WithSocketScheme(baseUrl.TrimEnd('/')) + pathAndQuery);

    public static string WithSocketScheme(string url) =>
        url.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? string.Concat("ws", url.AsSpan("http".Length)) : url;

    /// <summary>The other way round: <c>https</c> for <c>wss</c>, <c>http</c> for <c>ws</c>.</summary>
    public static string WithWebScheme(string url) =>
        url.StartsWith("ws", StringComparison.OrdinalIgnoreCase) ? string.Concat("http", url.AsSpan("ws".Length)) : url;

    public static bool IsLoopback(Uri address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    private static string? Problem(string key, string? value, string[] schemes)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !schemes.Contains(address.Scheme))
        {
            return $"{key} must be an absolute address with {string.Join(", ", schemes)}, but is '{value}'.";
        }

        if (address.Scheme is "http" or "ws" && !IsLoopback(address))
        {
            return $"{key} is '{value}': plain {address.Scheme} is allowed on a loopback address only, use {address.Scheme}s.";
        }

        return address.Query.Length > 0 || address.Fragment.Length > 0 ? $"{key} is '{value}': it must have no query and no fragment." : null;
    }
}

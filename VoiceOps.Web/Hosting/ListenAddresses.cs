using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// Looks whether the addresses can be had before anything starts. The server binds last of all; by then a second copy started by
/// mistake would have opened the first one's database and closed its calls as lost.
/// </summary>
internal static class ListenAddresses
{
    public static IEnumerable<string> Problems(Listeners listeners)
    {
        var urls = Split(listeners.Urls).ToList();
        var pages = Split(listeners.PagesUrl).ToList();
        if (urls.Count == 0 && pages.Count > 0)
        {
            yield return "Urls must say where Twilio comes in, such as \"http://localhost:5080\": "
                + $"pages are at {listeners.PagesUrl} ({Listeners.PagesUrlKey}).";
        }

        // What one of them holds the other cannot have, and to say that it is in use would send people looking for another program.
        var shared = pages.Where(page => TryParse(page) is { } address && Parse(listeners.Urls).Any(other => AreShared(address, other))).ToList();
        foreach (var page in shared)
        {
            yield return $"{Listeners.PagesUrlKey} and Urls must not be the same, and both are {page}: pages are kept apart from what the outside reaches. "
                + $"Set another for one of them, such as --{Listeners.PagesUrlKey} {Listeners.DefaultPagesUrl} or --urls http://localhost:5080";
        }

        var problems = urls.Select(url => Problem(url, Listeners.UrlsKey, "--urls"))
            .Concat(pages.Except(shared).Select(page => Problem(page, Listeners.PagesUrlKey, $"--{Listeners.PagesUrlKey}")));
        foreach (var problem in problems.OfType<string>())
        {
            yield return problem;
        }
    }

    /// <summary>The addresses of a setting, without those that are none.</summary>
    public static IEnumerable<BindingAddress> Parse(string? urls) => Split(urls).Select(TryParse).OfType<BindingAddress>();

    public static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static string[] Split(string? urls) => (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is var address && IsUsable(address) ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // The parser takes anything for a scheme, and what is no port for a part of the host, which the server would take for every address.
    private static bool IsUsable(BindingAddress address) =>
        address.Scheme.ToLowerInvariant() is "http" or "https" && address.PathBase.Length == 0 && !address.IsNamedPipe
        && (address.IsUnixPipe || (address.Port <= IPEndPoint.MaxPort && (!address.Host.Contains(':') || IPAddress.TryParse(address.Host, out _))));

    private static bool AreShared(BindingAddress one, BindingAddress other) => one.IsUnixPipe || other.IsUnixPipe
        ? one.IsUnixPipe && other.IsUnixPipe && one.UnixPipePath == other.UnixPipePath
        : one.Port == other.Port && one.Port > 0 && (Peers(one).Intersect(Peers(other)).Any() || Peers(one).Concat(Peers(other)).Any(IsEvery));

    private static bool IsEvery(IPAddress peer) => peer.Equals(IPAddress.Any) || peer.Equals(IPAddress.IPv6Any);

    private static string? Problem(string url, string key, string option)
    {
        if (TryParse(url) is not { } address)
        {
            return $"{key} must be an address such as \"http://localhost:5080\", without a path; it is \"{url}\".";
        }

        return address.IsUnixPipe || address.Port == 0
            ? null
            : Peers(address).Select(peer => Try(new IPEndPoint(peer, address.Port))).FirstOrDefault(error => error is not null) switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"{url} is in use, perhaps by another copy of VoiceOps. Stop that, or listen elsewhere: {option} http://localhost:{address.Port + 1}",
                SocketError.AccessDenied => $"{url}: this user may not listen on port {address.Port}. Use a port from 1024 on, behind a proxy if need be.",
                SocketError.AddressNotAvailable => $"{url}: this machine does not have the address {address.Host}.",
                _ => null,
            };
    }

    private static IEnumerable<IPAddress> Peers(BindingAddress address) => address switch
    {
        _ when IsLocalhost(address) => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ when IPAddress.TryParse(address.Host, out var ip) => [ip],
        _ => [IPAddress.Any],
    };

    private static SocketError? Try(IPEndPoint endPoint)
    {
        try
        {
            using var listener = new TcpListener(endPoint);
            listener.Start();
            return null;
        }
        // A machine without IPv6 has no ::1; the server gets by with the other loopback address.
        catch (SocketException exception) when (!endPoint.Address.Equals(IPAddress.IPv6Loopback)
            || exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return exception.SocketErrorCode;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}

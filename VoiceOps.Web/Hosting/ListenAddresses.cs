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
    public static IEnumerable<string> Problems(string? urls) => (urls ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Problem)
        .OfType<string>();

    private static string? Problem(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"Urls must be addresses such as \"http://localhost:5080\"; it is \"{url}\".";
        }

        return address.IsUnixPipe || address.IsNamedPipe || address.Port == 0
            ? null
            : Peers(address.Host).Select(peer => Try(new IPEndPoint(peer, address.Port))).FirstOrDefault(error => error is not null) switch
            {
                SocketError.AddressAlreadyInUse => $"{url} is in use, perhaps by another copy of VoiceOps. Stop that, or listen elsewhere: --urls http://localhost:{address.Port + 1}",
                SocketError.AccessDenied => $"{url}: this user may not listen on port {address.Port}. Use a port from 1024 on, behind a proxy if need be.",
                SocketError.AddressNotAvailable => $"{url}: this machine does not have the address {address.Host}.",
                _ => null,
            };
    }

    private static IEnumerable<IPAddress> Peers(string host) => host switch
    {
        "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ when IPAddress.TryParse(host.Trim('[', ']'), out var address) => [address],
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
        catch (SocketException exception) when (!endPoint.Address.Equals(IPAddress.IPv6Loopback) || exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return exception.SocketErrorCode;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}

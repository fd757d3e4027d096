using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VoiceOps.Web.Hosting;

/// <summary>
/// Opens a listener for pages beside the one for the outside, and tells by which of the two a request came in. Its connection says so, and
/// not its port: that may be 0 in the settings, or be the same at two addresses of this machine.
/// </summary>
internal static class SeparateListeners
{
    /// <summary>Listens at both. The server then leaves alone what it would make of <c>Urls</c> by itself.</summary>
    public static void Open(KestrelServerOptions kestrel, Listeners listeners)
    {
        Open(kestrel, listeners.Urls, Mark.Outside);
        Open(kestrel, listeners.PagesUrl, Mark.Pages);
    }

    public static bool IsOfPages(HttpContext context) => context.Features.Get<Mark>() == Mark.Pages;

    public static bool IsOfOutside(HttpContext context) => context.Features.Get<Mark>() == Mark.Outside;

    private static void Open(KestrelServerOptions kestrel, string? urls, Mark mark)
    {
        foreach (var address in ListenAddresses.Parse(urls))
        {
            Open(kestrel, address, options =>
            {
                options.Use(next => connection =>
                {
                    connection.Features.Set(mark);
                    return next(connection);
                });
                if (address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
                {
                    options.UseHttps();
                }
            });
        }
    }

    // As the server itself reads an address, save that a free port is taken for localhost too.
    private static void Open(KestrelServerOptions kestrel, BindingAddress address, Action<ListenOptions> configure)
    {
        if (address.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(address.UnixPipePath, configure);
        }
        else if (ListenAddresses.IsLocalhost(address) && address.Port > 0)
        {
            kestrel.ListenLocalhost(address.Port, configure);
        }
        else if (ListenAddresses.IsLocalhost(address))
        {
            kestrel.Listen(IPAddress.Loopback, address.Port, configure);
        }
        else if (IPAddress.TryParse(address.Host, out var ip))
        {
            kestrel.Listen(ip, address.Port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, configure);
        }
    }

    private sealed class Mark
    {
        public static Mark Pages { get; } = new();

        public static Mark Outside { get; } = new();
    }
}

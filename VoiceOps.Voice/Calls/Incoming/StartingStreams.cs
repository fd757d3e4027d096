using System.Net;
using System.Net.Sockets;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>
/// Bounds the media sockets that have not said yet which call they belong to, in all and per address. The signature of their upgrade keeps
/// strangers out; this is for when it does not, because one was overheard or there is no token to check it by.
/// </summary>
/// <remarks>
/// An address is that of the peer, and never one that a header names: a plain proxy passes on what its client claims there, by which a flood
/// would come from as many addresses as it likes, or from the one of somebody else. Behind a proxy or a tunnel all streams so have one
/// address, the proxy's. The bound of one address must not be felt by a burst of calls through it, so it is half of all: a flood leaves
/// the other half to all others, and what comes through a proxy has as many places as there were without a bound per address.
/// </remarks>
internal sealed class StartingStreams
{
    public const int MostOfOneAddress = 256;
    public const int Most = 2 * MostOfOneAddress;

    // Who has one address of IPv6 has at least the 2^64 that share its first half.
    private const int NetworkBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _all;

    /// <summary>A place until it is disposed, or null when there is none left. No peer is one address too, such as a proxy's at a Unix socket.</summary>
    public IDisposable? TryEnter(IPAddress? peer)
    {
        var address = Bounded(peer ?? IPAddress.None);
        lock (_gate)
        {
            var ofAddress = _byAddress.GetValueOrDefault(address);
            if (_all >= Most || ofAddress >= MostOfOneAddress)
            {
                return null;
            }

            _byAddress[address] = ofAddress + 1;
            _all++;
            return new Place(this, address);
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _all--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private static IPAddress Bounded(IPAddress peer)
    {
        if (peer.IsIPv4MappedToIPv6)
        {
            return peer.MapToIPv4();
        }

        if (peer.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return peer;
        }

        var bytes = peer.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Place(StartingStreams streams, IPAddress address) : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isLeft, true))
            {
                streams.Leave(address);
            }
        }
    }
}

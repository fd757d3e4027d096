using System.Net;
using System.Net.Sockets;

namespace VoiceOps.Tests.Hosting;

/// <summary>
/// Ports for programs that are started later. They lie below those that the system gives to outgoing connections and to port 0:
/// one of these could be taken again before its program listens. No port is given out twice.
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Count = 20_000;

    // Two runs on one machine begin at different places.
    private static int Next = Random.Shared.Next(Count);

    public static int One() => Row(1);

    /// <returns>The first of as many in a row.</returns>
    public static int Row(int count)
    {
        for (var trial = 0; trial < Count; trial++)
        {
            var first = First + (int)((uint)(Interlocked.Add(ref Next, count) - count) % (Count - count));
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }

        throw new InvalidOperationException($"No {count} ports in a row are free between {First} and {First + Count}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace VoiceOps.Tests.Fakes;

/// <summary>A network between a browser and the program, which a test cuts and mends.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _lines = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();
    private int _asked;

    public CutLine(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>How many connections were asked for so far, whatever came of them.</summary>
    public int Asked => Volatile.Read(ref _asked);

    private bool IsCut => !_open.Task.IsCompleted;

    /// <summary>From now on nothing comes through and nobody is told: as when a cable is pulled out.</summary>
    public void Cut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was under way is over and whoever asks is turned away: as with a network that is down.</summary>
    public void Refuse()
    {
        Cut();
        CloseAll();
    }

    /// <summary>New connections come through; those from before the cut are over.</summary>
    public void Mend()
    {
        CloseAll();
        _open = Opened();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        CloseAll();
        await _accepting;
        await Task.WhenAll(_lines.Values);
        _listener.Stop();
        _stopping.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private void CloseAll()
    {
        foreach (var line in _lines.Keys)
        {
            line.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _asked);
                if (IsCut)
                {
                    client.Close();
                    continue;
                }

                _lines[client] = CarryAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target.Port, _stopping.Token);
                await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Nobody listens behind the network, or the test is over.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stopping.Token) is > 0 and var read)
            {
                await _open.Task.WaitAsync(_stopping.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side has hung up.
        }
    }
}

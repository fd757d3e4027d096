using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace VoiceOps.Tests.Fakes;

/// <summary>A network between a browser and the program: every byte takes its time, and it can be away altogether.</summary>
internal sealed class SlowLink : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _program;
    private readonly TimeSpan _oneWay;
    private readonly Task _accepting;
    private CancellationTokenSource _up;
    private volatile bool _isCut;

    public SlowLink(Uri program, TimeSpan roundTrip)
    {
        (_program, _oneWay) = (program, roundTrip / 2);
        _up = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>What is under way is lost, and nobody gets through until it is mended.</summary>
    public async Task CutAsync()
    {
        _isCut = true;
        await _up.CancelAsync();
    }

    public void Mend()
    {
        _up.Dispose();
        _up = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _up.Dispose();
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pairs = new List<Task>();
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync(_closed.Token);
                if (_isCut)
                {
                    browser.Dispose();
                    continue;
                }

                pairs.Add(PairAsync(browser, _up.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task PairAsync(TcpClient browser, CancellationToken up)
    {
        using var near = browser;
        using var far = new TcpClient();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(up);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, _program.Port, ended.Token);
            await Task.WhenAny(CarryAsync(near, far, ended.Token), CarryAsync(far, near, ended.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Cut before it was there.
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private Task CarryAsync(TcpClient from, TcpClient to, CancellationToken ended)
    {
        // Unbounded: what a network holds back is not lost. Each piece has its own time of arrival, so that they follow each other as they were sent.
        var under = Channel.CreateUnbounded<(long Sent, byte[] Piece)>();
        return Task.WhenAll(QuietlyAsync(ReadAsync), QuietlyAsync(WriteAsync));

        async Task ReadAsync()
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, ended)) > 0)
            {
                under.Writer.TryWrite((TimeProvider.System.GetTimestamp(), buffer[..read]));
            }

            under.Writer.Complete();
        }

        async Task WriteAsync()
        {
            await foreach (var (sent, piece) in under.Reader.ReadAllAsync(ended))
            {
                var left = _oneWay - TimeProvider.System.GetElapsedTime(sent);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, TimeProvider.System, ended);
                }

                await to.GetStream().WriteAsync(piece, ended);
            }
        }

        static async Task QuietlyAsync(Func<Task> carry)
        {
            try
            {
                await carry();
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // One of the two is gone.
            }
        }
    }
}

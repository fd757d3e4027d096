using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VoiceOps.Tests.Fakes;

/// <summary>An HTTP server on loopback that says byte for byte what a test tells it to, and remembers what it was asked.</summary>
internal sealed class RawHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    private RawHttpServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string BaseUrl => $"http://{_listener.LocalEndpoint}";

    /// <summary>Whole requests: head, empty line, body.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Completes when a request has been read.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static RawHttpServer Answering(int status, string body, string contentType = "application/json") => new((stream, cancellationToken) =>
        WriteAsync(stream, $"HTTP/1.1 {status} x\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}", cancellationToken));

    /// <summary>One answer after the other, JSON; the last one again for whatever is asked beyond them.</summary>
    public static RawHttpServer Answering(params (int Status, string Body)[] answers)
    {
        var asked = 0;
        return new((stream, cancellationToken) =>
        {
            var (status, body) = answers[Math.Min(asked++, answers.Length - 1)];
            return WriteAsync(stream, $"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}", cancellationToken);
        });
    }

    /// <summary>A stream of server-sent events that ends as it should.</summary>
    public static RawHttpServer Streaming(string events) => Answering(200, events, "text/event-stream");

    /// <summary>Sends these events and cuts the line.</summary>
    public static RawHttpServer Dropping(string events) => new((stream, cancellationToken) =>
        WriteAsync(stream, Head + Chunk(events), cancellationToken));

    /// <summary>Sends these events (or nothing at all) and stays silent.</summary>
    public static RawHttpServer Hanging(string? events) => new(async (stream, cancellationToken) =>
    {
        if (events is not null)
        {
            await WriteAsync(stream, Head + Chunk(events), cancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        _listener.Stop();
        _stopping.Dispose();
    }

    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):X}\r\n{text}\r\n";

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await using var stream = client.GetStream();
                Requests.Add(await ReadRequestAsync(stream, _stopping.Token));
                Asked.TrySetResult();
                await _answer(stream, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var request = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (!IsWhole(request.ToString()))
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
            if (read == 0)
            {
                break;
            }
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        var headEnd = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (headEnd < 0)
        {
            return false;
        }

        var length = request[..headEnd].Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.Split(':')[1]))
            .SingleOrDefault();
        return Encoding.UTF8.GetByteCount(request[(headEnd + 4)..]) >= length;
    }
}

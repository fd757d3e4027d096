using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Connections;

/// <summary>
/// A provider's websocket in a call. A pump of its own reads it from the first moment to the last: were the reader of the events to read,
/// its cancellation would abort the socket, and nothing could be closed in the provider's own way.
/// </summary>
internal sealed class ProviderSocket<TEvent> : IAsyncDisposable
    where TEvent : class
{
    private const int LargestMessage = 4 * 1024 * 1024;

    // Waits when full: words and speech must not get lost, and a provider whose listener is slow is held up by its own socket.
    // The listener runs on the pump's thread until it waits: speech that changes threads on its way waits behind everything else that is due.
    private readonly Channel<TEvent> _events = Channel.CreateBounded<TEvent>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.Wait, AllowSynchronousContinuations = true });

    private readonly MessageSocket _messages;
    private readonly ProviderReporter _reporter;
    private readonly TimeProvider _time;
    private readonly Func<ReadOnlyMemory<byte>, TEvent?> _read;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly Lock _faultLock = new();
    private readonly Task _pump;
    private ProviderException? _fault;

    /// <param name="read">Understands one text message; null for one that tells nothing. May throw <see cref="ProviderException"/>.</param>
    public ProviderSocket(WebSocket socket, ProviderReporter reporter, TimeProvider time, Func<ReadOnlyMemory<byte>, TEvent?> read)
    {
        _messages = new MessageSocket(socket, LargestMessage);
        _reporter = reporter;
        _time = time;
        _read = read;
        _pump = Task.Run(PumpAsync);
    }

    public IAsyncEnumerable<TEvent> ReadAllAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Puts something among what is read. One that finds no room is lost: its reader is far behind, and has other things to wait for.</summary>
    public void Tell(TEvent heard) => _events.Writer.TryWrite(heard);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        try
        {
            await _messages.SendAsync(message, type, cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception, cancellationToken))
        {
            throw Gone(exception);
        }
    }

    public async ValueTask SendJsonAsync<TState>(TState state, Action<Utf8JsonWriter, TState> write, CancellationToken cancellationToken)
    {
        try
        {
            await _messages.SendJsonAsync(state, write, cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception, cancellationToken))
        {
            throw Gone(exception);
        }
    }

    /// <summary>Says goodbye and waits until the provider has closed, for no longer than <paramref name="within"/>. Never throws for a socket that is gone.</summary>
    public async Task CloseAsync(ReadOnlyMemory<byte> goodbye, TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _closing.CancelAsync();
        try
        {
            await SendAsync(goodbye, WebSocketMessageType.Text, either.Token).AsTask().WaitAsync(either.Token);
            await _pump.WaitAsync(either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ProviderException)
        {
            // Too late or already gone: either way there is nothing more to hear.
        }
    }

    /// <summary>Cuts the connection for a reason that is told to whoever reads or sends.</summary>
    public void Abort(ProviderException fault)
    {
        lock (_faultLock)
        {
            _fault ??= fault;
        }

        // A pump that waits for its listener does not notice, and neither would a send that the provider does not take.
        _aborted.Cancel();
        _messages.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _aborted.CancelAsync();
        await _pump;
        _messages.Dispose();
    }

    private async Task PumpAsync()
    {
        ProviderException? fault = null;
        try
        {
            while (await _messages.ReceiveAsync(_aborted.Token) is { Kind: not SocketMessageKind.Closed } message)
            {
                if (Understand(message) is { } heard)
                {
                    await DeliverAsync(heard);
                }
            }

            if (!_closing.IsCancellationRequested)
            {
                fault = Fail($"closed the connection in mid-call ({_messages.CloseStatus:D} {_messages.CloseDescription})".Replace(" )", ")", StringComparison.Ordinal));
            }

            // Told before the close is answered, which may wait a second for the peer to hang up.
            _events.Writer.TryComplete(fault);
            await _messages.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, _aborted.Token);
        }
        catch (ProviderException exception)
        {
            fault = exception;
        }
        catch (Exception exception) when (MessageSocket.IsGone(exception) || exception is OperationCanceledException)
        {
            fault ??= _closing.IsCancellationRequested ? null : Fail("dropped the connection in mid-call", exception);
        }
        catch (Exception exception)
        {
            // Nothing may end the pump in silence: a call that is deaf must know it.
            fault ??= Fail($"could not be understood: {exception.Message}", exception);
        }
        finally
        {
            _events.Writer.TryComplete(fault);
        }
    }

    private TEvent? Understand(SocketMessage message)
    {
        try
        {
            return message.Kind == SocketMessageKind.Text ? _read(message.Data) : null;
        }
        catch (Exception exception) when (exception is not (ProviderException or OperationCanceledException))
        {
            // One odd message is no reason to end a call.
            _reporter.Logger.MessageSkipped(_reporter.Service, message.Data.Length, exception.Message);
            return null;
        }
    }

    private async ValueTask DeliverAsync(TEvent heard)
    {
        if (_events.Writer.TryWrite(heard))
        {
            return;
        }

        try
        {
            // Not given up by a cut: what was read counts as delivered, and whoever connects again goes on behind it.
            await _events.Writer.WriteAsync(heard, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody listens while closing; what counts then is the provider's last word, which is read, not delivered.
        }
    }

    // A socket that was cut on this side says so with a cancellation that nobody asked for.
    private static bool IsGone(Exception exception, CancellationToken cancellationToken) =>
        MessageSocket.IsGone(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private ProviderException Gone(Exception exception) =>
        Fail(_closing.IsCancellationRequested ? "the connection is closed" : "dropped the connection in mid-call", exception);

    /// <summary>The first fault is the one that tells why; the rest follow from it.</summary>
    private ProviderException Fail(string words, Exception? exception = null)
    {
        lock (_faultLock)
        {
            return _fault ??= _closing.IsCancellationRequested
                ? new ProviderException(_reporter.Service, words, exception)
                : _reporter.Failed(words, exception);
        }
    }
}

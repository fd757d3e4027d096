using Microsoft.AspNetCore.Http;

namespace VoiceOps.Simulation;

/// <summary>One websocket or request at a simulator, as the provider sees it.</summary>
public sealed class SimulatedConnection
{
    private readonly Lock _gate = new();
    private HttpContext? _context;
    private readonly SimulatorFault? _fault;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hangs;
    private volatile bool _isGarbled;
    private int _messages;

    internal SimulatedConnection(int number, string id, HttpContext context, SimulatorFault? fault)
    {
        (Number, Id, _context, _fault) = (number, id, context, fault);
        Aborted = context.RequestAborted;
    }

    /// <summary>Counts from 1 in order of arrival.</summary>
    public int Number { get; }

    /// <summary>The provider's own id of this request.</summary>
    public string Id { get; }

    public Task Closed => _closed.Task;

    internal CancellationToken Aborted { get; }

    internal WordlessKind? Wordless => _fault?.Wordless;

    internal bool IsUntimed => _fault?.IsUntimed == true;

    /// <summary>Cuts the TCP connection now.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _context?.Abort();
        }
    }

    /// <summary>From now on nothing is sent and nothing is taken in; the connection stays open.</summary>
    public void Hang() => _hangs = true;

    /// <summary>Whether what is sent is to be garbage.</summary>
    internal bool IsGarbled => _isGarbled;

    /// <summary>Called for each message in either direction; where a fault strikes.</summary>
    internal async ValueTask PassAsync()
    {
        if (_fault is { Status: null, IsOfContents: false } && Interlocked.Increment(ref _messages) > _fault.AfterMessages)
        {
            if (_fault.Hangs)
            {
                Hang();
            }
            else if (_fault.IsGarbage)
            {
                _isGarbled = true;
            }
            else if (_fault.Delay == TimeSpan.Zero)
            {
                // The token follows the abort a moment later; nothing more may pass meanwhile.
                Drop();
                throw new OperationCanceledException("The connection is dropped.");
            }
        }

        if (_hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Aborted);
        }

        Aborted.ThrowIfCancellationRequested();
    }

    /// <summary>The same for a message that is sent, which a slow provider takes its time for.</summary>
    internal async ValueTask PassSentAsync()
    {
        await PassAsync();
        if (_fault is { Delay: var delay } && delay > TimeSpan.Zero && Volatile.Read(ref _messages) > _fault.AfterMessages)
        {
            await Task.Delay(delay, Aborted);
        }
    }

    /// <summary>A fault that leaves no message through strikes before the provider answers at all.</summary>
    internal ValueTask OpenAsync() => _fault is { Status: null, AfterMessages: 0, IsGarbage: false, IsOfContents: false } && _fault.Delay == TimeSpan.Zero ? PassAsync() : ValueTask.CompletedTask;

    internal void Close()
    {
        lock (_gate)
        {
            // The server reuses the context of a request that has ended.
            _context = null;
            _closed.TrySetResult();
        }
    }
}

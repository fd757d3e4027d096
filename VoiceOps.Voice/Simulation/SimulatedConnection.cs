using Microsoft.AspNetCore.Http;

namespace VoiceOps.Voice.Simulation;

/// <summary>One websocket or request at a simulator, as the provider sees it.</summary>
public sealed class SimulatedConnection
{
    private readonly Lock _gate = new();
    private HttpContext? _context;
    private readonly SimulatorFault? _fault;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _hangs;
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

    /// <summary>Called for each message in either direction; where a fault strikes.</summary>
    internal async ValueTask PassAsync()
    {
        if (_fault is { Status: null } && Interlocked.Increment(ref _messages) > _fault.AfterMessages)
        {
            if (_fault.Hangs)
            {
                Hang();
            }
            else
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

    /// <summary>A fault that leaves no message through strikes before the provider answers at all.</summary>
    internal ValueTask OpenAsync() => _fault is { Status: null, AfterMessages: 0 } ? PassAsync() : ValueTask.CompletedTask;

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

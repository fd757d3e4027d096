using System.Runtime.CompilerServices;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Twilio;

namespace VoiceOps.Voice.Calls;

/// <summary>
/// A call's line: what the agent sends to it, and what comes back. It lies over one media stream at a time, the newest that Twilio has opened.
/// A stream that ends is no end of the line while another may follow: Twilio opens one when it has fetched the call's instructions again, before
/// or after it ends the old one.
/// </summary>
/// <param name="gap">How long another stream is waited for; none for a line that has one stream only.</param>
/// <param name="isStreamComing">Whether a later stream than that of this number was asked for; it is waited for a little longer.</param>
internal sealed class CallLine(CallStream first, TimeSpan gap, Func<long, bool> isStreamComing, CallsMetrics metrics, TimeProvider time) : ILine
{
    /// <summary>What Twilio takes from its request to the stream's start, with much to spare.</summary>
    private static readonly TimeSpan ComesWithin = TimeSpan.FromSeconds(8);

    /// <summary>An old stream has that long to answer its close.</summary>
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _heardAt = time.GetTimestamp();
    private volatile CallStream _newest = first;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDown;
    private bool _isClosed;

    /// <summary>How long the line has told nothing. Twilio sends a frame every 20 ms, silence included.</summary>
    public TimeSpan Quiet => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    // Without a stream nothing is sent: what was not heard is said again over the next one.
    public ValueTask SendAudioAsync(ReadOnlyMemory<byte> base64, CancellationToken cancellationToken) =>
        _isDown ? ValueTask.CompletedTask : Sending(_newest.Socket.SendAudioAsync(base64, cancellationToken));

    public ValueTask SendMarkAsync(string name, CancellationToken cancellationToken) =>
        _isDown ? ValueTask.CompletedTask : Sending(_newest.Socket.SendMarkAsync(name, cancellationToken));

    public ValueTask SendClearAsync(CancellationToken cancellationToken) =>
        _isDown ? ValueTask.CompletedTask : Sending(_newest.Socket.SendClearAsync(cancellationToken));

    /// <summary>The line goes on over this stream. False when it is closed, or when it has a newer one.</summary>
    public bool TryMoveTo(CallStream stream)
    {
        CallStream old;
        lock (_gate)
        {
            if (_isClosed || stream.Number <= _newest.Number)
            {
                return false;
            }

            (old, _newest, _isDown) = (_newest, stream, false);
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            _changed.TrySetResult();
        }

        _ = LeaveAsync(old);
        return true;
    }

    /// <summary>No other stream is waited for any more. False while there is one.</summary>
    public bool TryGiveUp()
    {
        lock (_gate)
        {
            if (!_isDown)
            {
                return false;
            }

            _isClosed = true;
            _changed.TrySetResult();
            return true;
        }
    }

    /// <summary>Passes on what the line tells until it is over. True when Twilio said so, false when the socket was lost.</summary>
    public async Task<bool> ReadAsync(CallAgent agent)
    {
        var stream = _newest;
        while (true)
        {
            var hasStopped = await ReadAsync(stream, agent);
            if (IsGone(stream))
            {
                await agent.LineGoneAsync();
                if (!await IsFollowedAsync(stream))
                {
                    return hasStopped;
                }
            }

            stream = _newest;
            await agent.LineBackAsync();
        }
    }

    /// <summary>Closes the stream, upon which Twilio ends the call.</summary>
    public Task CloseAsync() => Close().Socket.CloseAsync(CancellationToken.None);

    /// <summary>Cuts the stream, whatever is under way on it.</summary>
    public void Abort() => Close().Socket.Abort();

    private async Task<bool> ReadAsync(CallStream stream, CallAgent agent)
    {
        while (await HasNextAsync(stream) && ReferenceEquals(stream, _newest))
        {
            Volatile.Write(ref _heardAt, time.GetTimestamp());
            switch (stream.Events.Current)
            {
                case MediaReceived media:
                    agent.Hear(media.Audio.Span);
                    break;
                case MarkReturned mark:
                    await agent.MarkReturnedAsync(mark.Name);
                    break;
                case DigitPressed digit:
                    await agent.KeyPressedAsync(digit.Digit);
                    break;
                case MediaFault:
                    metrics.StreamFault();
                    break;
                case StreamStopped:
                    return true;
            }
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> HasNextAsync(CallStream stream)
    {
        try
        {
            return await stream.Events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            // Its request was given up: the socket is lost.
            return false;
        }
    }

    private static ValueTask Sending(ValueTask sending) => sending.IsCompletedSuccessfully ? sending : SendingAsync(sending);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendingAsync(ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (ProviderException)
        {
            // Whoever reads finds the same, and waits for another stream.
        }
    }

    private bool IsGone(CallStream stream)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(stream, _newest))
            {
                return false;
            }

            return _isDown = true;
        }
    }

    private async Task<bool> IsFollowedAsync(CallStream stream)
    {
        await ChangeAsync(gap);
        if (ReferenceEquals(stream, _newest) && isStreamComing(stream.Number))
        {
            await ChangeAsync(ComesWithin);
        }

        return !ReferenceEquals(stream, _newest);
    }

    /// <summary>Another stream, or the end.</summary>
    private async Task ChangeAsync(TimeSpan within)
    {
        Task changed;
        lock (_gate)
        {
            if (_isDown && !_isClosed && _changed.Task.IsCompleted)
            {
                // That was for the stream that is gone now.
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed = _changed.Task;
        }

        await changed.WaitAsync(within, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private CallStream Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _changed.TrySetResult();
            return _newest;
        }
    }

    private async Task LeaveAsync(CallStream old)
    {
        await old.Socket.CloseAsync(CancellationToken.None);
        await Task.Delay(LeavesWithin, time);
        // It may be read still, and a dead one would be read for ever.
        old.Socket.Abort();
    }
}

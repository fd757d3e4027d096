using System.Threading.Channels;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// Everything that happens in a conversation, in the order in which it happened: words heard, speech made, marks returned, clauses written,
/// alarms. One reader handles one at a time.
/// </summary>
internal sealed class ConversationQueue(TimeProvider time)
{
    // Waits when full: a provider's socket is slowed down rather than a word or a mark lost.
    private readonly Channel<object> _events = Channel.CreateBounded<object>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly List<Alarm> _alarms = [];

    public ValueTask<object> ReadAsync(CancellationToken cancellationToken) => _events.Reader.ReadAsync(cancellationToken);

    /// <summary>After the conversation has ended, what happens is of no interest.</summary>
    public async ValueTask TellAsync(object happened)
    {
        while (!_events.Writer.TryWrite(happened) && await _events.Writer.WaitToWriteAsync())
        {
        }
    }

    /// <summary>An alarm that rings into this queue: <paramref name="onDue"/> runs when the reader hands it on.</summary>
    public Alarm NewAlarm(Func<Task> onDue)
    {
        var alarm = new Alarm(time, ringing => _ = TellAsync(ringing).AsTask(), onDue);
        _alarms.Add(alarm);
        return alarm;
    }

    public void CancelAlarms() => _alarms.ForEach(alarm => alarm.Cancel());

    /// <summary>Passes on what a provider tells, and last of all its fault.</summary>
    public async Task PumpAsync<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await foreach (var item in source.WithCancellation(cancellationToken))
            {
                await TellAsync(item);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The conversation is over.
        }
        catch (Exception fault)
        {
            await TellAsync(fault);
        }
    }

    /// <summary>Nothing is taken any more, and no alarm rings.</summary>
    public void Close()
    {
        _events.Writer.TryComplete();
        _alarms.ForEach(alarm => alarm.Dispose());
    }
}

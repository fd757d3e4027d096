using System.Threading.Channels;
using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Shared.Live;

/// <summary>Takes note of commits until somebody has time for them. Without a signal there are none.</summary>
internal sealed class CommitNotes : IDisposable
{
    // One note of "something was committed" is as good as many, so a further one may be dropped.
    private readonly Channel<bool> _notes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IDisposable? _subscription;

    public CommitNotes(CommitSignal? signal) => _subscription = signal?.Subscribe(() => _notes.Writer.TryWrite(true));

    /// <summary>Before a read: what was committed until now will be in it.</summary>
    public void Forget() => _notes.Reader.TryRead(out _);

    /// <summary>Until something is committed, or was since <see cref="Forget"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stopping)
    {
        if (atMost <= TimeSpan.Zero)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            await _notes.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nothing was committed for so long.
        }
    }

    public void Dispose() => _subscription?.Dispose();
}

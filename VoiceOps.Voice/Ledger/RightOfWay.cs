namespace VoiceOps.Voice.Ledger;

/// <summary>
/// Whoever must not wait for the database takes the right of way: a commit of many rows then gives way between two slices, and begins anew when
/// nobody has it any more.
/// </summary>
internal sealed class RightOfWay
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _free;
    private TaskCompletionSource? _underWay;
    private int _holders;

    public bool IsTaken => Volatile.Read(ref _holders) > 0;

    /// <summary>Has it until it is disposed; several may have it at once. Completes when no such commit is in the way.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        Task givenWay;
        lock (_gate)
        {
            _holders++;
            _free ??= New();
            givenWay = _underWay?.Task ?? Task.CompletedTask;
        }

        var holder = new End(Leave);
        try
        {
            // SQLite would look again after up to a tenth of a second.
            await givenWay.WaitAsync(cancellationToken);
            return holder;
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    /// <summary>Completes when nobody has it.</summary>
    public Task FreeAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _free is null ? Task.CompletedTask : _free.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>For a commit of many rows: until it is disposed, whoever takes the right of way waits for that. Null while somebody has it.</summary>
    public IDisposable? TryEnter()
    {
        lock (_gate)
        {
            if (_holders > 0)
            {
                return null;
            }

            _underWay = New();
            return new End(GiveWay);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Leave()
    {
        lock (_gate)
        {
            if (--_holders == 0)
            {
                _free!.SetResult();
                _free = null;
            }
        }
    }

    private void GiveWay()
    {
        lock (_gate)
        {
            _underWay!.SetResult();
            _underWay = null;
        }
    }

    private sealed class End(Action end) : IDisposable
    {
        private int _hasEnded;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            {
                end();
            }
        }
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceOps.Tests.Data;

/// <summary>A database that hangs on demand, as SQLite does: on the thread that asks.</summary>
internal sealed class HeldConnections : DbConnectionInterceptor, IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private int _waiting;

    /// <summary>How many wait for it.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Hold() => _open.Reset();

    public void Release() => _open.Set();

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        _open.Wait(CancellationToken.None);
        Interlocked.Decrement(ref _waiting);
        return ValueTask.FromResult(result);
    }

    public void Dispose() => _open.Set();
}

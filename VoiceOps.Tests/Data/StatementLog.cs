using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceOps.Tests.Data;

/// <summary>Keeps the queries that are sent to the database.</summary>
internal sealed class StatementLog : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _statements = new();
    private volatile bool _isHeldUp;

    /// <summary>Whether any of them ran where others wait for their turn, as on a page's own thread.</summary>
    public bool HeldUpAPage => _isHeldUp;

    public IEnumerable<string> Selects => _statements.Where(sql => sql.StartsWith("SELECT", StringComparison.Ordinal)).Distinct();

    public void Clear()
    {
        _statements.Clear();
        _isHeldUp = false;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _statements.Enqueue(command.CommandText);
        _isHeldUp |= SynchronizationContext.Current is not null;
        return ValueTask.FromResult(result);
    }
}

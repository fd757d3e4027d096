using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceOps.Tests.Fakes;

/// <summary>A store that fails some statements, in whatever way.</summary>
internal sealed class FaultyStatements : DbCommandInterceptor
{
    /// <summary>What a statement fails with; null: it does not.</summary>
    public Func<DbCommand, Exception?> Fault { get; set; } = _ => null;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        Pass(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        Pass(command, result);

    private ValueTask<T> Pass<T>(DbCommand command, T result) => Fault(command) is { } fault ? throw fault : new(result);
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data;

/// <summary>
/// Inserts into one table by a prepared statement. The ledger's one writer uses it because the change tracker has no "insert unless it is
/// there" and no "add to what stands"; both databases know the syntax, the binding of values is SQLite's. Nothing is prepared before the
/// first row: most commits have rows for some of the tables only.
/// </summary>
internal sealed class TableWriter<T>(VoiceOpsContext context, OnConflict onConflict, params string[] conflictProperties) : IDisposable
    where T : class
{
    private readonly TableInsert<T> _insert = TableInsert<T>.Of(context.Model, onConflict, conflictProperties);
    private SqliteStatement? _statement;

    /// <summary>False when the row was there already and stays as it was.</summary>
    public bool Write(T row) => Execute(row) is not null;

    public void WriteAll(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            Write(row);
        }
    }

    /// <summary>The id that the database gave the row; null when it was there already.</summary>
    public long? Insert(T row) => Execute(row)?.LastId;

    public void Dispose() => _statement?.Dispose();

    /// <summary>The statement when it wrote the row, else null.</summary>
    private SqliteStatement? Execute(T row)
    {
        var statement = _statement ??= new SqliteStatement((SqliteConnection)context.Database.GetDbConnection(), _insert.Sql);
        foreach (var bind in _insert.Bindings)
        {
            bind(statement, row);
        }

        return statement.Execute() ? statement : null;
    }
}

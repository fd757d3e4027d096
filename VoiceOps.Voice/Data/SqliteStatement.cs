using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VoiceOps.Voice.Data;

/// <summary>
/// A prepared statement on SQLite's own interface. A command looks up each parameter by name and makes a reader each time,
/// which costs more than the insert itself; here a row's values are bound by position, as UTF-8.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int TextOnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public void Bind(int position, long? value) =>
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, position, number) : raw.sqlite3_bind_null(_statement, position));

    public void Bind(int position, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, position));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var text = most <= TextOnStack ? stackalloc byte[TextOnStack] : new byte[most];
        Check(raw.sqlite3_bind_text(_statement, position, text[..Encoding.UTF8.GetBytes(value, text)]));
    }

    public void Bind(int position, decimal? value)
    {
        Span<byte> text = stackalloc byte[SqliteText.Longest];
        Bind(position, value is { } number ? text[..SqliteText.Write(number, text)] : default);
    }

    public void Bind(int position, DateTime? value)
    {
        Span<byte> text = stackalloc byte[SqliteText.Longest];
        Bind(position, value is { } time ? text[..SqliteText.Write(time, text)] : default);
    }

    /// <summary>Runs it with what is bound. False when a conflict left the table as it was.</summary>
    public bool Execute()
    {
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        return raw.sqlite3_changes(_database) > 0;
    }

    /// <summary>The id of the row that was inserted last.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(_database);

    public void Dispose() => _statement.Dispose();

    private void Bind(int position, ReadOnlySpan<byte> text) =>
        Check(text.IsEmpty ? raw.sqlite3_bind_null(_statement, position) : raw.sqlite3_bind_text(_statement, position, text));

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}

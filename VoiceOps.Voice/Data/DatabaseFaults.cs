using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data;

/// <summary>Tells a store that is away from one that will not take a row.</summary>
internal static class DatabaseFaults
{
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;

    /// <summary>The SQL standard's classes of bad values and of violated constraints, with which PostgreSQL's codes begin.</summary>
    private static readonly string[] RowClasses = ["22", "23"];

    /// <summary>True when the rows themselves are at fault, which waiting does not mend.</summary>
    public static bool IsOfRows(Exception exception) => exception.GetBaseException() switch
    {
        SqliteException fault => fault.SqliteErrorCode is SqliteTooBig or SqliteConstraint or SqliteMismatch,
        DbException fault => RowClasses.Any(rows => fault.SqlState?.StartsWith(rows, StringComparison.Ordinal) == true),
        _ => false,
    };

    /// <summary>True when the store is at fault: locked, full, or gone. What is neither can be told only by trying another row.</summary>
    public static bool IsOfStore(Exception exception) =>
        exception is DbException or IOException or TimeoutException or DbUpdateException { InnerException: DbException } && !IsOfRows(exception);
}

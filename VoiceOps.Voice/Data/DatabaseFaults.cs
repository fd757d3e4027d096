using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace VoiceOps.Voice.Data;

/// <summary>Tells a store that is away from one that will not take a row.</summary>
internal static class DatabaseFaults
{
    private const int SqliteConstraint = 19;

    /// <summary>The SQL standard's class of violated constraints, with which PostgreSQL's codes begin.</summary>
    private const string ConstraintClass = "23";

    /// <summary>True when the rows themselves are at fault, which waiting does not mend; a file that is locked, full or gone is not.</summary>
    public static bool IsOfRows(Exception exception) => exception.GetBaseException() switch
    {
        SqliteException fault => fault.SqliteErrorCode == SqliteConstraint,
        DbException fault => fault.SqlState?.StartsWith(ConstraintClass, StringComparison.Ordinal) == true,
        IOException or TimeoutException or OperationCanceledException => false,
        _ => true,
    };
}

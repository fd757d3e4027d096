using Microsoft.Data.Sqlite;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Data.Backups;

/// <summary>What a database file holds, as far as is needed to see that it is whole and the right one.</summary>
internal sealed record DatabaseContents
{
    private const int MostProblems = 3;

    /// <summary>Its last migration.</summary>
    public required string Schema { get; init; }

    public required long Calls { get; init; }

    public required long UsageRows { get; init; }

    public required Money Cost { get; init; }

    /// <exception cref="DatabaseBackupException">Pages are damaged, rows refer to nothing, or it is not a database of VoiceOps.</exception>
    public static DatabaseContents Check(SqliteConnection connection)
    {
        if (Read(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('__EFMigrationsHistory', 'api_call_events')") is not [2L])
        {
            throw new DatabaseBackupException($"{connection.DataSource} is not a database of VoiceOps.");
        }

        CheckPages(connection, connection.DataSource);
        if (Read(connection, "SELECT \"table\" FROM pragma_foreign_key_check() LIMIT 1") is [string table])
        {
            throw new DatabaseBackupException($"{connection.DataSource} is not whole: a row of {table} refers to one that is not there.");
        }

        return new DatabaseContents
        {
            Schema = (string)Read(connection, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId DESC LIMIT 1")[0],
            Calls = (long)Read(connection, "SELECT COUNT(*) FROM calls")[0],
            UsageRows = (long)Read(connection, "SELECT COUNT(*) FROM api_call_events")[0],
            Cost = new Money((long)Read(connection, "SELECT COALESCE(SUM(cost_nanos), 0) FROM api_call_events")[0]),
        };
    }

    /// <exception cref="DatabaseBackupException">Pages are damaged.</exception>
    public static void CheckPages(SqliteConnection connection, string name)
    {
        if (Read(connection, $"PRAGMA integrity_check({MostProblems})") is var problems and not ["ok"])
        {
            throw new DatabaseBackupException($"{name} is damaged: {string.Join("; ", problems)}");
        }
    }

    public override string ToString() => FormattableString.Invariant($"{Calls:N0} calls, {UsageRows:N0} usage rows, ${Cost} of cost, schema {Schema}");

    private static List<object> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<object>();
        while (reader.Read())
        {
            values.Add(reader.GetValue(0));
        }

        return values;
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace VoiceOps.Voice.Data.Backups;

/// <summary>Copies a SQLite database that a server may be writing to, and puts a copy back in a database's place.</summary>
internal static class DatabaseBackup
{
    private const string Unfinished = ".part";
    private static readonly string[] Companions = ["-wal", "-shm"];

    /// <summary>
    /// Writes <paramref name="file"/>, one whole file that nothing else belongs to. It holds the state of one moment: SQLite copies
    /// under a single read transaction, which in WAL mode holds up no writer. So it needs no lock, and the server runs on.
    /// </summary>
    /// <exception cref="DatabaseBackupException">The file is there already, or the copy did not pass its checks.</exception>
    public static DatabaseContents Write(string database, string file)
    {
        if (!File.Exists(database))
        {
            throw new DatabaseBackupException($"There is no database at {database}.");
        }

        if (File.Exists(file))
        {
            throw new DatabaseBackupException($"{file} exists already. A backup never takes another one's place: name a new file.");
        }

        var contents = Copy(database, file + Unfinished);
        File.Move(file + Unfinished, file);
        return contents;
    }

    /// <summary>
    /// Puts a backup in the database's place. The caller holds the database's lock. What stood there is kept under
    /// <paramref name="keptAs"/>, with its companions where SQLite could not fold them in.
    /// </summary>
    /// <exception cref="DatabaseBackupException">The backup is damaged, or no backup of VoiceOps; nothing was changed.</exception>
    /// <exception cref="DatabaseNewerException">It was made by a newer program; nothing was changed.</exception>
    /// <exception cref="DatabaseOutdatedException">It was made by a development version; nothing was changed.</exception>
    public static DatabaseContents Restore(string database, string file, string keptAs, IReadOnlyList<string> knownMigrations)
    {
        if (!File.Exists(file))
        {
            throw new DatabaseBackupException($"There is no backup at {file}.");
        }

        var copy = database + Unfinished;
        var contents = Copy(file, copy);
        try
        {
            KnownSchemas.Demand([contents.Schema], knownMigrations);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }

        if (File.Exists(database))
        {
            FoldIn(database);
            Move(database, keptAs);
        }

        File.Move(copy, database);
        SchemaChange.Forget(database);
        return contents;
    }

    /// <summary>Fills an empty file with the database as it is, and checks every page of the copy; what the rows mean is not asked.</summary>
    /// <exception cref="DatabaseBackupException">The database is damaged, so that its copy is.</exception>
    public static void CopyWhole(string from, string to)
    {
        CopyPages(from, to);
        using var copy = Open(to, SqliteOpenMode.ReadOnly);
        DatabaseContents.CheckPages(copy, from);
    }

    /// <exception cref="DatabaseBackupException">Pages of the file are damaged, or it is no database.</exception>
    public static void CheckWhole(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            DatabaseContents.CheckPages(connection, file);
        }
        catch (SqliteException exception)
        {
            throw new DatabaseBackupException($"{file} is no whole copy of the database: {exception.Message}", exception);
        }
    }

    private static DatabaseContents Copy(string from, string to)
    {
        File.Delete(to);
        try
        {
            CopyPages(from, to);
            using var copy = Open(to, SqliteOpenMode.ReadOnly);
            return DatabaseContents.Check(copy);
        }
        catch (Exception exception) when (exception is SqliteException or DatabaseBackupException)
        {
            File.Delete(to);
            throw exception as DatabaseBackupException
                ?? new DatabaseBackupException($"{from} {(IsDamage(exception) ? "is damaged" : "could not be copied")}: {exception.Message}", exception);
        }
    }

    private static void CopyPages(string from, string to)
    {
        using (var source = Open(from, SqliteOpenMode.ReadWrite))
        using (var target = Open(to, SqliteOpenMode.ReadWriteCreate))
        {
            source.BackupDatabase(target);
            // Of the copy alone: in WAL mode it would be two files until somebody opens it.
            using var command = target.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = DELETE;";
            command.ExecuteNonQuery();
        }

        using var written = new FileStream(to, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    // Depending on where it is, damage stops the check itself rather than being listed by it.
    private static bool IsDamage(Exception exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT };

    private static void FoldIn(string database)
    {
        try
        {
            using var connection = Open(database, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // A damaged database is what a restore is for; it is kept as it is, companions and all.
        }
    }

    private static void Move(string database, string keptAs)
    {
        // The companions first: a log of the old database beside the new one would be played into it.
        foreach (var companion in Companions.Where(companion => File.Exists(database + companion)))
        {
            File.Move(database + companion, keptAs + companion);
        }

        File.Move(database, keptAs);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

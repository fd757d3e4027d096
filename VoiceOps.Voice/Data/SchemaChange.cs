using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;
using VoiceOps.Voice.Data.Backups;

namespace VoiceOps.Voice.Data;

/// <summary>
/// A change of the schema that is whole or did not happen, whenever the program is killed. On SQLite it is no single transaction: each migration commits by
/// itself, and a table is rebuilt with foreign keys off, which no transaction can hold. So it begins with a checked copy beside the database, named after the
/// schema that the change leads to. While the copy is there, the change is under way: whoever starts next puts it back, unless that schema was reached.
/// </summary>
internal sealed partial class SchemaChange(string? database, ILogger logger)
{
    private const string Suffix = ".schema-copy-";

    /// <summary>Of a copy that is being made, and of what SQLite keeps beside it meanwhile: none of it can be taken for a whole one.</summary>
    private const string Unfinished = ".schema-part-";

    // A log or a journal of the changed database beside the one that is put back would be played into it.
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>Ends what a kill has left: a change that was done keeps what it did, any other never was.</summary>
    public void Recover()
    {
        if (database is null)
        {
            return;
        }

        // The change had not begun: its copy was not even whole.
        DeleteAll(Beside(database, Unfinished));
        foreach (var copy in Beside(database, Suffix).Where(copy => TargetForm().IsMatch(TargetOf(copy))))
        {
            if (IsReached(TargetOf(copy)))
            {
                File.Delete(copy);
            }
            else
            {
                PutBack(copy);
                logger.SchemaPutBack(copy);
            }
        }
    }

    /// <summary>Runs <paramref name="change"/>, which leads to <paramref name="target"/>. When it fails, the database is as it was.</summary>
    /// <exception cref="DatabaseBackupException">It could not be made, in words for whoever starts the program.</exception>
    public async Task RunAsync(string target, Func<Task> change)
    {
        if (database is null)
        {
            await change();
            return;
        }

        var (copy, part) = (database + Suffix + target, database + Unfinished + target);
        logger.SchemaChanges(target);
        Copy(part, copy);
        try
        {
            await change();
        }
        catch (Exception exception)
        {
            SqliteConnection.ClearAllPools();
            PutBack(copy);
            if (exception is SqliteException fault)
            {
                throw new DatabaseBackupException(
                    $"The database {database} could not be brought to schema {target}: {Reason(fault)}. It is as it was before; start again when that is mended.", exception);
            }

            throw;
        }

        File.Delete(copy);
    }

    /// <summary>Where a restored backup takes a database's place, no change of the former one is under way any more.</summary>
    public static void Forget(string database)
    {
        DeleteAll(Beside(database, Unfinished));
        DeleteAll(Beside(database, Suffix));
    }

    private static string[] Beside(string database, string suffix) =>
        Directory.Exists(Path.GetDirectoryName(database)) ? Directory.GetFiles(Path.GetDirectoryName(database)!, $"{Path.GetFileName(database)}{suffix}*") : [];

    private static void DeleteAll(string[] files) => Array.ForEach(files, File.Delete);

    private string TargetOf(string copy) => copy[(database!.Length + Suffix.Length)..];

    private void Copy(string part, string copy)
    {
        try
        {
            Create(part);
            if (File.Exists(database))
            {
                DatabaseBackup.CopyWhole(database, part);
            }

            File.Move(part, copy, overwrite: true);
        }
        catch (Exception exception)
        {
            DeleteAll(Beside(database!, Unfinished));
            throw exception as DatabaseBackupException ?? new DatabaseBackupException(
                $"The schema of {database} is older than this program's, and before it is changed a copy is made beside it ({new FileInfo(database!).Length / 1_000_000 + 1:N0} MB), which could not be: "
                + $"{(exception is SqliteException fault ? Reason(fault) : exception.Message)}. Nothing was changed.", exception);
        }
    }

    // Others may read no more of it than of the database itself.
    private void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.Exists(database) ? File.GetUnixFileMode(database) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
    }

    // Ending at any point, this can be begun again: the copy is there until it has taken the database's place in one step.
    private void PutBack(string copy)
    {
        // Of a new database nothing was copied: it is empty again.
        if (new FileInfo(copy).Length > 0)
        {
            DatabaseBackup.CheckWhole(copy);
        }

        foreach (var companion in Companions)
        {
            File.Delete(database + companion);
            // Whoever looks into a copy may leave some beside it.
            File.Delete(copy + companion);
        }

        File.Move(copy, database!, overwrite: true);
    }

    private bool IsReached(string target)
    {
        if (!File.Exists(database))
        {
            return false;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            // The last thing that a change writes.
            command.CommandText = """SELECT COUNT(*) FROM "__EFMigrationsHistory" WHERE "MigrationId" = $target""";
            command.Parameters.AddWithValue("$target", target);
            return (long)command.ExecuteScalar()! > 0;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_ERROR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return false;
        }
    }

    private static string Reason(SqliteException exception) => exception.SqliteErrorCode == raw.SQLITE_FULL ? "the disk is full" : exception.Message;

    // As migrations are named; whatever else is called like a copy is none.
    [GeneratedRegex(@"^[0-9]{14}_[A-Za-z0-9_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TargetForm();
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace VoiceOps.Voice.Data;

/// <summary>
/// Keeps a SQLite database to one process: a second one would close the first one's live calls as lost. What counts is the
/// operating system's lock on the file beside the database, not that the file is there, so nothing is left over by a kill.
/// </summary>
public sealed class DatabaseLock(string? connectionString) : IDisposable
{
    private const string Suffix = ".lock";
    private const string AddressScheme = "file:";
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private FileStream? _file;

    /// <summary>The full path of the database that it is for; null when that lies in memory.</summary>
    public string? Database => FileOf(connectionString);

    /// <summary>Takes the lock, unless this object has it already or the database lies in memory.</summary>
    /// <exception cref="DatabaseLockException">Another process has it, or its file cannot be made.</exception>
    public void Take()
    {
        if (_file is not null || FileOf(connectionString) is not { } database)
        {
            return;
        }

        var path = database + Suffix;
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            var holder = HolderOf(path) is { } id ? string.Create(CultureInfo.InvariantCulture, $" (pid {id})") : "";
            throw new DatabaseLockException(
                $"The database {database} is in use by another VoiceOps process{holder}. Stop that one, or give this one a database of its own.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseLockException($"The database {database} cannot be locked for this process: {exception.Message}", exception);
        }
    }

    // The file stays: whoever deletes it may delete what the next process has just locked.
    public void Dispose() => _file?.Dispose();

    private static string? FileOf(string? connectionString)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString);
        var source = parts.DataSource;
        if (source.StartsWith(AddressScheme, StringComparison.OrdinalIgnoreCase))
        {
            var address = source[AddressScheme.Length..].Split('?', 2);
            source = address[^1].Contains("mode=memory", StringComparison.OrdinalIgnoreCase) ? "" : Uri.UnescapeDataString(address[0]);
            source = source.StartsWith("//", StringComparison.Ordinal) ? source[Math.Max(source.IndexOf('/', 2), 0)..] : source;
        }

        if (parts.Mode == SqliteOpenMode.Memory || source is "" or ":memory:")
        {
            return null;
        }

        // By another name it is the same database.
        var file = new FileInfo(source);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // The lock keeps readers out too, so the holder cannot leave its number in the file. Linux tells who has it open.
    private static int? HolderOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && HasOpen(process, path))
            {
                return id;
            }
        }

        return null;
    }

    private static bool HasOpen(string process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget == path);
        }
        // Somebody else's process, or one that has just ended.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using System.Runtime.InteropServices;

namespace VoiceOps.Voice;

/// <summary>
/// All files that the process makes are for its user alone: the database, what SQLite keeps beside it, backups, exports. They hold what callers
/// said and what they pay. A file that exists keeps what it has.
/// </summary>
internal static partial class OwnFiles
{
    private const uint GroupAndOthers = 0b000_111_111;

    /// <summary>First thing in the process. Windows has no such mask: there a user's folder is the user's own.</summary>
    public static void Settle()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Mask(GroupAndOthers);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint Mask(uint mask);
}

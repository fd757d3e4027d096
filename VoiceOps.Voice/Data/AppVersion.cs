using System.Reflection;

namespace VoiceOps.Voice.Data;

/// <summary>Which build this is: shown on the status panel and written on each call's row, so that an old build that still runs is seen at once.</summary>
public sealed class AppVersion(string version, string commit, DatabaseSchema schema)
{
    private const int CommitLength = 12;

    public string Version => version;

    /// <summary>The first 12 digits, or <c>unknown</c> for a build made outside a repository.</summary>
    public string Commit => commit;

    /// <summary>The id of the database's last migration; null until the database is ready.</summary>
    public string? Schema => schema.Version;

    /// <summary>Reads what the build wrote into <paramref name="assembly"/>, such as <c>0.1.0+37edd9127c…</c>.</summary>
    public static AppVersion Of(Assembly assembly, DatabaseSchema schema) =>
        Parse(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion, schema);

    internal static AppVersion Parse(string? informational, DatabaseSchema schema)
    {
        var parts = (informational ?? "").Split('+', 2);
        var commit = parts.Length == 2 && parts[1].Length >= CommitLength ? parts[1][..CommitLength] : "unknown";
        return new AppVersion(parts[0].Length == 0 ? "unknown" : parts[0], commit, schema);
    }

    /// <summary>As it stands on a call's row.</summary>
    public string WithSchema => $"{this} (schema {Schema})";

    public override string ToString() => $"{Version}+{Commit}";
}

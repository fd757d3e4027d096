using VoiceOps.Voice.Data;

namespace VoiceOps.Web.Hosting;

internal sealed record HealthReport
{
    /// <summary><c>live</c>, <c>ready</c> or <c>not-ready</c></summary>
    public required string Status { get; init; }

    public required string Version { get; init; }

    public required string Commit { get; init; }

    /// <summary>The database's last migration; null until it is ready.</summary>
    public required string? Schema { get; init; }

    /// <summary>Keys of the settings to make, and the database while it cannot be used.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Rows that cannot be used, and a log that cannot be shortened: they keep some from calling, or nobody yet.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public static HealthReport Live(AppVersion version) => Of("live", version, [], []);

    public static HealthReport Ready(AppVersion version, IReadOnlyList<string> missing, IReadOnlyList<string> notes) =>
        Of(missing.Count == 0 ? "ready" : "not-ready", version, missing, notes);

    private static HealthReport Of(string status, AppVersion version, IReadOnlyList<string> missing, IReadOnlyList<string> notes) => new()
    {
        Status = status,
        Version = version.Version,
        Commit = version.Commit,
        Schema = version.Schema,
        Missing = missing,
        Notes = notes,
    };
}

using Microsoft.Data.Sqlite;

namespace VoiceOps.Web.Hosting;

/// <summary>Where a connection string says the database lies.</summary>
internal sealed record DatabaseAddress
{
    public required string ConnectionString { get; init; }

    public required string Source { get; init; }

    /// <summary>A path, rather than memory or a <c>file:</c> address, which SQLite reads in its own way.</summary>
    public required bool IsFile { get; init; }

    /// <summary>Null for a text that is no SQLite connection string.</summary>
    public static DatabaseAddress? TryParse(string? connectionString)
    {
        try
        {
            var parts = new SqliteConnectionStringBuilder(connectionString);
            var isFile = parts.Mode != SqliteOpenMode.Memory
                && parts.DataSource is not ("" or ":memory:")
                && !parts.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                && !parts.DataSource.StartsWith("|DataDirectory|", StringComparison.OrdinalIgnoreCase);
            return new DatabaseAddress { ConnectionString = parts.ToString(), Source = parts.DataSource, IsFile = isFile };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }
}

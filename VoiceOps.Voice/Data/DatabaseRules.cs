using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data;

/// <summary>The one SQL file of rules that belongs to the database in use: taken out before its tables change, put in again after.</summary>
internal static class DatabaseRules
{
    public static async Task ApplyAsync(VoiceOpsContext context, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlRawAsync(await ReadAsync(cancellationToken), cancellationToken);

    /// <summary>A table cannot be rebuilt while a rule of another one names it.</summary>
    public static async Task RemoveAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var drops = (await ReadAsync(cancellationToken)).Split('\n').Where(line => line.StartsWith("DROP ", StringComparison.Ordinal));
        await context.Database.ExecuteSqlRawAsync(string.Join('\n', drops), cancellationToken);
    }

    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DatabaseRules).Assembly.GetManifestResourceStream($"{typeof(DatabaseRules).Namespace}.SqliteRules.sql")
            ?? throw new InvalidOperationException("The rules file is not embedded.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

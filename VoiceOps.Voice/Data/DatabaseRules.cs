using Microsoft.EntityFrameworkCore;

namespace VoiceOps.Voice.Data;

/// <summary>Applies the one SQL file of rules that belongs to the database in use.</summary>
internal static class DatabaseRules
{
    public static async Task ApplyAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await using var stream = typeof(DatabaseRules).Assembly.GetManifestResourceStream($"{typeof(DatabaseRules).Namespace}.SqliteRules.sql")
            ?? throw new InvalidOperationException("The rules file is not embedded.");
        using var reader = new StreamReader(stream);
        await context.Database.ExecuteSqlRawAsync(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data.Forms;

namespace VoiceOps.Voice.Data;

/// <summary>
/// The one SQL file of rules that belongs to the database in use, and the forms of its columns: taken out before its tables change, put in again after.
/// </summary>
internal static class DatabaseRules
{
    /// <summary>All or none: whoever looks in between finds the tables guarded.</summary>
    public static async Task ApplyAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(context, await ReadAsync(cancellationToken), cancellationToken);
        await ExecuteAsync(context, FormRules.Apply(context.Model), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A table cannot be rebuilt while a rule of another one names it.</summary>
    public static async Task RemoveAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var drops = (await ReadAsync(cancellationToken)).Split('\n').Where(line => line.StartsWith("DROP ", StringComparison.Ordinal));
        await ExecuteAsync(context, string.Join('\n', drops), cancellationToken);
        await ExecuteAsync(context, FormRules.Remove(context.Model), cancellationToken);
    }

    // Braces of the rules are braces, not places for values.
    private static async Task ExecuteAsync(VoiceOpsContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DatabaseRules).Assembly.GetManifestResourceStream($"{typeof(DatabaseRules).Namespace}.SqliteRules.sql")
            ?? throw new InvalidOperationException("The rules file is not embedded.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}

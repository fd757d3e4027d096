using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Data;

/// <summary>
/// One default account and one default persona, where a database from before that rule has none or several. Who becomes it is who answered and paid
/// until now: the first of them, by id.
/// </summary>
internal static class DefaultRows
{
    // Only a published persona that is not archived answers.
    private static readonly (string Table, string Able)[] Tables = [("accounts", "1 = 1"), ("personas", "archived_at IS NULL AND NOT is_unpublished")];

    public static async Task SettleAsync(VoiceOpsContext context, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var (table, able) in Tables)
        {
            // Names of tables are no values; these are the two above.
            var count = $"SELECT SUM(is_default <> 0) AS \"Value\" FROM {table} HAVING COUNT(*) > 0";
            var settle = $"UPDATE {table} SET is_default = (id = (SELECT id FROM {table} ORDER BY is_default = 1 DESC, ({able}) DESC, id LIMIT 1))";
            var named = $"SELECT name AS \"Value\" FROM {table} WHERE is_default = 1";
            if ((await context.Database.SqlQueryRaw<int>(count).ToListAsync(cancellationToken)).Any(defaults => defaults != 1))
            {
                await context.Database.ExecuteSqlRawAsync(settle, cancellationToken);
                logger.DefaultSettled(table, (await context.Database.SqlQueryRaw<string>(named).ToListAsync(cancellationToken)).Single());
            }
        }
    }
}

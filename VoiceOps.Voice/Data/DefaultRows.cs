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
    private static readonly (string Table, string Able)[] Tables = [("accounts", "1"), ("personas", "archived_at IS NULL AND NOT is_unpublished")];

    public static async Task SettleAsync(VoiceOpsContext context, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var (table, able) in Tables)
        {
            var choice = $"SELECT id FROM {table} ORDER BY is_default = 1 DESC, ({able}) DESC, id LIMIT 1";
            var wrong = (await context.Database.SqlQueryRaw<int>($"SELECT SUM(is_default <> 0) AS \"Value\" FROM {table} HAVING COUNT(*) > 0").ToListAsync(cancellationToken)).Any(count => count != 1);
            if (wrong)
            {
                await context.Database.ExecuteSqlRawAsync($"UPDATE {table} SET is_default = (id = ({choice}))", cancellationToken);
                var name = (await context.Database.SqlQueryRaw<string>($"SELECT name AS \"Value\" FROM {table} WHERE is_default = 1").ToListAsync(cancellationToken)).Single();
                logger.DefaultSettled(table, name);
            }
        }
    }
}

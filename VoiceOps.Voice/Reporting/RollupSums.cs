using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;

namespace VoiceOps.Voice.Reporting;

/// <summary>
/// Sums of the rollups per bucket. Plain SQL, because joining a list of buckets lets one index range scan a bucket do it
/// where LINQ would bring every quarter of an hour here; both databases know the syntax.
/// </summary>
internal static class RollupSums
{
    public static Task<List<CostSum>> CostsAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken) =>
        ReadAsync(context, CostsSql(context, buckets), row => new CostSum
        {
            Bucket = row.GetInt32(0),
            Service = row.GetString(1),
            Operation = row.GetString(2),
            Model = row.GetString(3) is { Length: > 0 } model ? model : null,
            Basis = row.GetString(4),
            UsageMicros = row.GetInt64(5),
            CostNanos = row.GetInt64(6),
            UnpricedEvents = row.GetInt64(7),
        }, cancellationToken);

    public static Task<List<CallSum>> CallsAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken) =>
        ReadAsync(context, CallsSql(context, buckets), row => new CallSum
        {
            Bucket = row.GetInt32(0),
            Calls = row.GetInt64(1),
            TalkSeconds = row.GetInt64(2),
            RevenueNanos = row.GetInt64(3),
        }, cancellationToken);

    internal static string CostsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets) =>
        $"""
        {Buckets(context, buckets)}
        SELECT b.bucket, r.service, r.operation, r.model, r.basis,
            CAST(SUM(r.usage_micros) AS bigint), CAST(SUM(r.cost_nanos) AS bigint), CAST(SUM(r.unpriced_count) AS bigint)
        FROM buckets b CROSS JOIN cost_rollups r
        WHERE r.quarter_start >= b.starts AND r.quarter_start < b.ends
        GROUP BY b.bucket, r.service, r.operation, r.model, r.basis
        """;

    internal static string CallsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets) =>
        $"""
        {Buckets(context, buckets)}
        SELECT b.bucket, CAST(SUM(r.call_count) AS bigint), CAST(SUM(r.talk_seconds) AS bigint), CAST(SUM(r.revenue_nanos) AS bigint)
        FROM buckets b CROSS JOIN call_rollups r
        WHERE r.quarter_start >= b.starts AND r.quarter_start < b.ends
        GROUP BY b.bucket
        """;

    // Literals of the model's own making: times only, so nothing to inject, and no parameter limit.
    private static string Buckets(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets)
    {
        var mapping = context.Model.FindEntityType(typeof(CostRollup))!.FindProperty(nameof(CostRollup.QuarterStart))!.GetRelationalTypeMapping();
        var rows = buckets.Select((bucket, index) => string.Create(
            CultureInfo.InvariantCulture, $"({index}, {mapping.GenerateSqlLiteral(bucket.Start)}, {mapping.GenerateSqlLiteral(bucket.End)})"));
        return $"WITH buckets (bucket, starts, ends) AS (VALUES {string.Join(", ", rows)})";
    }

    private static async Task<List<T>> ReadAsync<T>(VoiceOpsContext context, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

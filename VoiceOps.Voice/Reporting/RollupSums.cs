using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;

namespace VoiceOps.Voice.Reporting;

/// <summary>
/// Sums of the rollups per bucket. Plain SQL, because LINQ would bring every quarter of an hour here, and because grouping
/// sorts all of them: 30 days took 53 ms so, and 12 as below. Both databases know the syntax.
/// </summary>
internal static class RollupSums
{
    public static async Task<List<CostSum>> CostsAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(context, cancellationToken);
        if (keys.Count == 0)
        {
            return [];
        }

        var cells = await ReadAsync(context, CostsSql(context, buckets, keys), row => row.IsDBNull(5) ? null : new CostSum
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
        return [.. cells.OfType<CostSum>()];
    }

    public static Task<List<CallSum>> CallsAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken) =>
        ReadAsync(context, CallsSql(context, buckets), row => new CallSum
        {
            Bucket = row.GetInt32(0),
            Calls = row.GetInt64(1),
            TalkSeconds = row.GetInt64(2),
            RevenueNanos = row.GetInt64(3),
        }, cancellationToken);

    // A cell for every bucket and key, empty ones included, each summed where its rows lie side by side.
    internal static string CostsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, IEnumerable<RollupKey> keys)
    {
        var mapping = context.Model.FindEntityType(typeof(CostRollup))!.FindProperty(nameof(CostRollup.Service))!.GetRelationalTypeMapping();
        var rows = keys.Select(key => $"({Text(key.Service)}, {Text(key.Operation)}, {Text(key.Model)}, {Text(key.Basis)})");
        return $"""
            {Buckets(context, buckets)}, keys (service, operation, model, basis) AS (VALUES {string.Join(", ", rows)})
            SELECT b.bucket, k.service, k.operation, k.model, k.basis, {Sum("usage_micros")}, {Sum("cost_nanos")}, {Sum("unpriced_count")}
            FROM buckets b CROSS JOIN keys k
            """;

        string Text(string value) => mapping.GenerateSqlLiteral(value);

        static string Sum(string column) =>
            $"(SELECT CAST(SUM(r.{column}) AS bigint) FROM cost_rollups r WHERE r.service = k.service AND r.operation = k.operation AND r.model = k.model AND r.basis = k.basis AND r.quarter_start >= b.starts AND r.quarter_start < b.ends)";
    }

    /// <summary>
    /// What was ever used, from each key straight to the next one: a dozen steps, where DISTINCT reads every rollup there is. So does a comparison
    /// of whole rows, of which SQLite takes only the first column to the index, which took 30 ms in ten million usage rows.
    /// </summary>
    private static async Task<List<RollupKey>> KeysAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"""
            {Next(4, "service = @service AND operation = @operation AND model = @model AND basis > @basis")}
            UNION ALL {Next(3, "service = @service AND operation = @operation AND model > @model")}
            UNION ALL {Next(2, "service = @service AND operation > @operation")}
            UNION ALL {Next(1, "service > @service")}
            ORDER BY shared DESC LIMIT 1
            """;
        string[] names = ["@service", "@operation", "@model", "@basis"];
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, "");
            command.Parameters.Add(parameter);
        }

        var keys = new List<RollupKey>();
        while (true)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return keys;
            }

            keys.Add(new RollupKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
            for (var column = 0; column < names.Length; column++)
            {
                command.Parameters[column].Value = reader.GetString(column);
            }
        }

        // The more columns the next key shares with this one, the sooner it comes.
        static string Next(int shared, string where) =>
            $"SELECT * FROM (SELECT service, operation, model, basis, {shared} AS shared FROM cost_rollups WHERE {where} ORDER BY service, operation, model, basis LIMIT 1) AS next{shared}";
    }

    internal static string CallsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets) =>
        $"""
        {Buckets(context, buckets)}
        SELECT b.bucket, CAST(SUM(r.call_count) AS bigint), CAST(SUM(r.talk_seconds) AS bigint), CAST(SUM(r.revenue_nanos) AS bigint)
        FROM buckets b CROSS JOIN call_rollups r
        WHERE r.quarter_start >= b.starts AND r.quarter_start < b.ends
        GROUP BY b.bucket
        """;

    // Literals of the model's own making: times only, so nothing to inject, and no parameter limit.
    internal static string Buckets(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets)
    {
        var mapping = context.Model.FindEntityType(typeof(CostRollup))!.FindProperty(nameof(CostRollup.QuarterStart))!.GetRelationalTypeMapping();
        var rows = buckets.Select((bucket, index) => string.Create(
            CultureInfo.InvariantCulture, $"({index}, {mapping.GenerateSqlLiteral(bucket.Start)}, {mapping.GenerateSqlLiteral(bucket.End)})"));
        return $"WITH buckets (bucket, starts, ends) AS (VALUES {string.Join(", ", rows)})";
    }

    internal static async Task<List<T>> ReadAsync<T>(VoiceOpsContext context, string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken)
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

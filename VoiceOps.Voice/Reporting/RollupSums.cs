using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Reporting;

/// <summary>
/// Sums of the rollups per bucket, of whole hours as far as a bucket has them. Plain SQL, because LINQ would bring every row here,
/// and because grouping sorts all of them. Both databases know the syntax.
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

        var cells = await ReadAsync(context, CostsSql(context, buckets, keys), row => row.IsDBNull(2) ? null : Cell(row), cancellationToken);
        return [.. cells.OfType<CostSum>()];

        CostSum Cell(DbDataReader row)
        {
            var key = keys[row.GetInt32(1)];
            var sums = row.GetString(2).Split(' ');
            return new CostSum
            {
                Bucket = row.GetInt32(0),
                Service = key.Service,
                Operation = key.Operation,
                Model = key.Model is { Length: > 0 } model ? model : null,
                Basis = key.Basis,
                UsageMicros = long.Parse(sums[0], CultureInfo.InvariantCulture),
                CostNanos = long.Parse(sums[1], CultureInfo.InvariantCulture),
                UnpricedEvents = long.Parse(sums[2], CultureInfo.InvariantCulture),
            };
        }
    }

    public static Task<List<CallSum>> CallsAsync(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, CancellationToken cancellationToken) =>
        ReadAsync(context, CallsSql(context, buckets), row => new CallSum
        {
            Bucket = row.GetInt32(0),
            Calls = row.GetInt64(1),
            TalkSeconds = row.GetInt64(2),
            RevenueNanos = row.GetInt64(3),
        }, cancellationToken);

    // A cell for every piece of a bucket and key, empty ones included, each summed where its rows lie side by side. Its three sums come as one
    // text: a subquery has one column, and three of them walk the same rows three times.
    internal static string CostsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets, IEnumerable<RollupKey> keys)
    {
        var mapping = context.Model.FindEntityType(typeof(CostRollup))!.FindProperty(nameof(CostRollup.Service))!.GetRelationalTypeMapping();
        var rows = keys.Select((key, index) => string.Create(
            CultureInfo.InvariantCulture, $"({index}, {Text(key.Service)}, {Text(key.Operation)}, {Text(key.Model)}, {Text(key.Basis)})"));
        var pieces = buckets.SelectMany(HourPiece.Cut).ToList();
        var (hours, quarters) = (pieces.Where(piece => piece.IsHours).ToList(), pieces.Where(piece => !piece.IsHours).ToList());
        List<string> tables = [$"keys (number, service, operation, model, basis) AS (VALUES {string.Join(", ", rows)})"];
        List<string> selects = [];
        Add("hours", "hourly_costs", "hour_start", hours);
        Add("quarters", "cost_rollups", "quarter_start", quarters);
        return $"WITH {string.Join(", ", tables)} {string.Join(" UNION ALL ", selects)}";

        void Add(string name, string table, string start, List<HourPiece> of)
        {
            if (of.Count > 0)
            {
                tables.Add($"{name} (bucket, starts, ends) AS (VALUES {Rows(context, of.Select(piece => (piece.Bucket, piece.Start, piece.End)))})");
                selects.Add($"""
                    SELECT b.bucket, k.number, (
                        SELECT SUM(r.usage_micros) || ' ' || SUM(r.cost_nanos) || ' ' || SUM(r.unpriced_count) FROM {table} r
                        WHERE r.service = k.service AND r.operation = k.operation AND r.model = k.model AND r.basis = k.basis AND r.{start} >= b.starts AND r.{start} < b.ends)
                    FROM {name} b CROSS JOIN keys k
                    """);
            }
        }

        string Text(string value) => mapping.GenerateSqlLiteral(value);
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
            $"SELECT * FROM (SELECT service, operation, model, basis, {shared} AS shared FROM hourly_costs WHERE {where} ORDER BY service, operation, model, basis LIMIT 1) AS next{shared}";
    }

    internal static string CallsSql(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets) =>
        $"""
        {Buckets(context, buckets)}
        SELECT b.bucket, CAST(SUM(r.call_count) AS bigint), CAST(SUM(r.talk_seconds) AS bigint), CAST(SUM(r.revenue_nanos) AS bigint)
        FROM buckets b CROSS JOIN call_rollups r
        WHERE r.quarter_start >= b.starts AND r.quarter_start < b.ends
        GROUP BY b.bucket
        """;

    internal static string Buckets(VoiceOpsContext context, IReadOnlyList<SeriesBucket> buckets) =>
        $"WITH buckets (bucket, starts, ends) AS (VALUES {Rows(context, buckets.Select((bucket, index) => (index, bucket.Start, bucket.End)))})";

    // Literals of the model's own making: times only, so nothing to inject, and no parameter limit.
    private static string Rows(VoiceOpsContext context, IEnumerable<(int Bucket, DateTime Start, DateTime End)> buckets)
    {
        var mapping = context.Model.FindEntityType(typeof(CostRollup))!.FindProperty(nameof(CostRollup.QuarterStart))!.GetRelationalTypeMapping();
        return string.Join(", ", buckets.Select(bucket => string.Create(
            CultureInfo.InvariantCulture, $"({bucket.Bucket}, {mapping.GenerateSqlLiteral(bucket.Start)}, {mapping.GenerateSqlLiteral(bucket.End)})")));
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

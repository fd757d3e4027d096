using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>The sums of four <see cref="CostRollup"/>s, per hour (UTC), kept in the same transaction: a month of busy days is read from a quarter of the rows.</summary>
public sealed class HourlyCost
{
    public required DateTime HourStart { get; init; }

    public required string Service { get; init; }

    public required string Operation { get; init; }

    /// <summary>Empty where the provider has no model: a key column cannot be null.</summary>
    public required string Model { get; init; }

    public required string Basis { get; init; }

    public required long UsageMicros { get; init; }

    public required long CostNanos { get; init; }

    public required long UnpricedCount { get; init; }

    /// <summary>What quarters of an hour come to, hour by hour.</summary>
    internal static IEnumerable<HourlyCost> Of(IEnumerable<CostRollup> quarters) => quarters
        .GroupBy(row => (Hour: UtcTime.HourStart(row.QuarterStart), row.Service, row.Operation, row.Model, row.Basis))
        .Select(rows => new HourlyCost
        {
            HourStart = rows.Key.Hour,
            Service = rows.Key.Service,
            Operation = rows.Key.Operation,
            Model = rows.Key.Model,
            Basis = rows.Key.Basis,
            UsageMicros = rows.Sum(row => row.UsageMicros),
            CostNanos = rows.Sum(row => row.CostNanos),
            UnpricedCount = rows.Sum(row => row.UnpricedCount),
        });
}

using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Repricing;

/// <summary>What repricing does, or has done.</summary>
public sealed record RepricingResult
{
    public required IReadOnlyList<RepricingLine> Lines { get; init; }

    /// <summary>Calls that were looked at.</summary>
    public required long Calls { get; init; }

    /// <summary>Meters of which all or part was left alone because the provider has billed it: nothing here knows better.</summary>
    public required long BilledMeters { get; init; }

    /// <summary>Of <see cref="Rows"/>, those of designers' test calls.</summary>
    public required long TestRows { get; init; }

    /// <summary>Of <see cref="Difference"/>, what stands in no figure of the business.</summary>
    public required Money TestDifference { get; init; }

    public long Rows => Lines.Sum(line => line.Rows);

    public long LeftUnpriced => Lines.Sum(line => line.LeftUnpriced);

    public Money Difference => new(Lines.Sum(line => line.Difference.Nanos));

    internal static RepricingResult Of(IReadOnlyCollection<MeterRepricing> meters, long calls) => new()
    {
        Calls = calls,
        BilledMeters = meters.LongCount(meter => meter.IsBilled),
        TestRows = meters.Where(meter => meter.IsTest).Sum(meter => (long)meter.RepricedRows),
        TestDifference = DifferenceOf(meters.Where(meter => meter.IsTest)),
        Lines = [.. meters
            .Where(meter => meter.Corrections.Count > 0 || meter.LeftUnpriced > 0)
            .GroupBy(meter => meter.Key)
            .Select(use => new RepricingLine
            {
                Key = use.Key,
                Rows = use.Sum(meter => (long)meter.RepricedRows),
                Unpriced = use.Sum(meter => (long)meter.PricedRows),
                Calls = use.LongCount(meter => meter.Corrections.Count > 0),
                Difference = DifferenceOf(use),
                LeftUnpriced = use.Sum(meter => (long)meter.LeftUnpriced),
            })
            .OrderBy(line => line.Key.ToString(), StringComparer.Ordinal)],
    };

    internal RepricingResult Plus(RepricingResult other) => new()
    {
        Calls = Calls + other.Calls,
        BilledMeters = BilledMeters + other.BilledMeters,
        TestRows = TestRows + other.TestRows,
        TestDifference = TestDifference + other.TestDifference,
        Lines = [.. Lines.Concat(other.Lines)
            .GroupBy(line => line.Key)
            .Select(lines => new RepricingLine
            {
                Key = lines.Key,
                Rows = lines.Sum(line => line.Rows),
                Unpriced = lines.Sum(line => line.Unpriced),
                Calls = lines.Sum(line => line.Calls),
                Difference = new Money(lines.Sum(line => line.Difference.Nanos)),
                LeftUnpriced = lines.Sum(line => line.LeftUnpriced),
            })
            .OrderBy(line => line.Key.ToString(), StringComparer.Ordinal)],
    };

    private static Money DifferenceOf(IEnumerable<MeterRepricing> meters) => new(meters.Sum(meter => meter.Corrections.Sum(row => row.CostNanos ?? 0)));
}

using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Repricing;

/// <summary>
/// Prices the rows of one meter of one call anew. Each row gets the difference of two rated totals, as when it was metered,
/// so that the rows still add up to the rated total. What a row's corrections have added already is not added again.
/// </summary>
internal sealed class MeterRepricing
{
    private readonly List<UsageEvent> _corrections = [];

    private MeterRepricing(MeterKey key) => Key = key;

    public MeterKey Key { get; }

    /// <summary>The provider has billed all or part of it: that is left alone, since nothing here knows better.</summary>
    public bool IsBilled { get; private init; }

    /// <summary>Of a designer's test call: its corrections are marked as its rows are, and stand in no figure of the business.</summary>
    public bool IsTest { get; private init; }

    /// <summary>Rows to append, each naming what it corrects and dated by it.</summary>
    public IReadOnlyList<UsageEvent> Corrections => _corrections;

    public int RepricedRows { get; private set; }

    public int PricedRows { get; private set; }

    public int LeftUnpriced { get; private set; }

    /// <summary><paramref name="rows"/> are all of the meter's, corrections included; the rate is the one in force when the call started, or null.</summary>
    public static MeterRepricing Of(MeterKey key, IReadOnlyCollection<UsageEvent> rows, AppliedRate? rate, bool unpricedOnly, DateTime now)
    {
        // A provider bills a call, or one of its connections: what it has not billed still wants its price.
        var billed = rows.Where(row => row.Basis == UsageBasis.Billed).Select(row => row.ProviderRequestId).ToHashSet();
        var repricing = new MeterRepricing(key) { IsBilled = billed.Count > 0, IsTest = rows.Any(row => row.IsTest) };
        var corrections = rows.ToLookup(row => row.CorrectsEventId);
        var unpriced = UnpricedCount.Rows(rows).ToHashSet();
        var total = 0L;
        foreach (var row in rows.Where(row => row.CorrectsEventId is null).OrderBy(row => row.Id))
        {
            var before = total;
            total += row.UsageMicros;
            if (billed.Contains(row.ProviderRequestId))
            {
                continue;
            }

            var isUnpriced = unpriced.Contains(row);
            if (rate is null)
            {
                repricing.LeftUnpriced += isUnpriced ? 1 : 0;
            }
            else if (isUnpriced || !unpricedOnly)
            {
                var due = Rating.Nanos(rate, row.UsageUnit, total) - Rating.Nanos(rate, row.UsageUnit, before);
                if (isUnpriced)
                {
                    repricing.Price(row, rate, due, now);
                }
                else
                {
                    repricing.Correct(row, [.. corrections[row.Id]], rate, due, now);
                }
            }
        }

        return repricing;
    }

    // Between an unknown price and a known one there is no difference to write down: the usage is taken back without a price
    // and stands again with one. So sums by rate and by source are right with plain SQL.
    private void Price(UsageEvent row, AppliedRate rate, long due, DateTime now)
    {
        _corrections.Add(New(row, RepricingKeys.Reversal(row.Id), -row.UsageAmount, -row.UsageMicros, null, null, now));
        _corrections.Add(New(row, RepricingKeys.New(row.Id), row.UsageAmount, row.UsageMicros, due, rate, now));
        PricedRows++;
        RepricedRows++;
    }

    private void Correct(UsageEvent row, IReadOnlyCollection<UsageEvent> given, AppliedRate rate, long due, DateTime now)
    {
        var difference = due - ((row.CostNanos ?? 0) + given.Sum(correction => correction.CostNanos ?? 0));
        if (difference != 0)
        {
            // Same usage, same basis: one row with the difference.
            var number = given.Count(correction => RepricingKeys.IsDifference(correction.EventKey)) + 1;
            _corrections.Add(New(row, RepricingKeys.Difference(row.Id, number), 0, 0, difference, rate, now));
            RepricedRows++;
        }
    }

    private static UsageEvent New(UsageEvent row, string key, decimal amount, long micros, long? nanos, AppliedRate? rate, DateTime now) => new()
    {
        CallId = row.CallId,
        Service = row.Service,
        Operation = row.Operation,
        Model = row.Model,
        UsageAmount = amount,
        UsageUnit = row.UsageUnit,
        UsageMicros = micros,
        UnitCost = rate?.UnitPrice,
        RateUnit = rate is null ? null : PricingType.RateUnit(rate.PricingType),
        CostNanos = nanos,
        Basis = row.Basis,
        PricingSource = rate?.Source ?? PricingSource.Unpriced,
        EventKey = key,
        CorrectsEventId = row.Id,
        ProviderRequestId = row.ProviderRequestId,
        OccurredAt = now,
        BookedAt = row.BookedAt,
        IsTest = row.IsTest,
    };
}

using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.TieOut;

internal sealed class MetersAddUp : ITieOutCheck
{
    public int Number => 9;

    public string Title => "The number of unpriced rows; for every ended meter, Σ of its rows = its rated total";

    public async Task<TieOutFinding> RunAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rows = new List<TieOutRow>();
        var meters = 0L;
        var ended = context.MeterCheckpoints.AsNoTracking()
            .Where(meter => context.Calls.Any(call => call.Id == meter.CallId && call.EndedAt != null))
            // Rows that correct others came later, by what somebody else said, and are held against that; the meter's own rows correct nothing.
            .Select(meter => new
            {
                Meter = meter,
                Micros = context.UsageEvents
                    .Where(row => row.CallId == meter.CallId && row.Service == meter.Service && row.Operation == meter.Operation && row.Model == meter.Model && row.CorrectsEventId == null)
                    .Sum(row => row.UsageMicros),
                Nanos = context.UsageEvents
                    .Where(row => row.CallId == meter.CallId && row.Service == meter.Service && row.Operation == meter.Operation && row.Model == meter.Model && row.CorrectsEventId == null)
                    .Sum(row => row.CostNanos ?? 0),
            });
        await foreach (var one in ended.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            meters++;
            var rated = UsageMeter.Restore(one.Meter).Rated ?? Money.Zero;
            if (one.Micros != one.Meter.UsageMicros || one.Nanos != rated.Nanos)
            {
                rows.Add(new TieOutRow
                {
                    What = $"{one.Meter.MeterKey}: metered {one.Meter.UsageMicros / 1_000_000m} {one.Meter.UsageUnit}, in rows {one.Micros / 1_000_000m}",
                    CallId = one.Meter.CallId,
                    Expected = rated,
                    Found = new Money(one.Nanos),
                });
            }
        }

        var (corrected, wrong) = await CorrectedMeters.FindAsync(context, cancellationToken);
        rows.AddRange(wrong);

        var open = UnpricedCount.Rows(context.UsageEvents);
        var unpriced = await open.LongCountAsync(cancellationToken);
        var finding = TieOutFinding.Of(
            $"{Unpriced(unpriced)} The rows of each of {meters:N0} ended meters add up to its rated total, and with their corrections those of {corrected:N0} to what was billed or priced afterwards.",
            $"{Unpriced(unpriced)} {Metered(meters, rows.Count - wrong.Count)} {Corrected(corrected, wrong.Count)} Show the rows: each names the call, what it should come to and what it comes to.",
            rows);
        return finding.Rows.Count > 0 ? finding : finding with
        {
            RowCount = unpriced,
            Rows = await open.OrderBy(row => row.Id).Take(TieOutFinding.MaxRows)
                .Select(row => new TieOutRow { What = $"Row {row.Id} has no price: {row.Service}/{row.Operation}/{row.Model}", CallId = row.CallId })
                .ToListAsync(cancellationToken),
        };
    }

    private static string Metered(long meters, int wrong) => wrong switch
    {
        0 => $"The rows of each of {meters:N0} ended meters add up to its rated total.",
        1 => $"Of {meters:N0} ended meters, 1 has rows that do not add up to its rated total.",
        _ => $"Of {meters:N0} ended meters, {wrong:N0} have rows that do not add up to their rated totals.",
    };

    private static string Corrected(long meters, int wrong) => wrong switch
    {
        0 when meters == 0 => "No meter was corrected.",
        0 => $"The corrections of {Meters(meters)} come to what was billed or priced afterwards.",
        1 => $"Among the corrections of {Meters(meters)}, 1 sum is not what was billed or priced afterwards.",
        _ => $"Among the corrections of {Meters(meters)}, {wrong:N0} sums are not what was billed or priced afterwards.",
    };

    private static string Meters(long count) => count == 1 ? "1 meter" : $"{count:N0} meters";

    private static string Unpriced(long count) => count switch
    {
        0 => "No row is unpriced.",
        1 => "1 row is unpriced; totals leave it out.",
        _ => $"{count:N0} rows are unpriced; totals leave them out.",
    };
}

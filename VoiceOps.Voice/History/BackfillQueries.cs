using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.History;

/// <summary>What the backfill would do and has done. It only reads.</summary>
public sealed class BackfillQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ReportingClock clock)
{
    public async Task<BackfillPreview> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var written = await WrittenAsync(context, cancellationToken);
        return new BackfillPreview
        {
            AsOf = clock.Now,
            Missing = await MissingAsync(context, cancellationToken),
            Written = written,
            Standing = await StandingAsync(context, written, cancellationToken),
            WithoutLength = await context.Calls.LongCountAsync(
                call => call.EndedAt != null && call.StartedAt != null && call.DurationSeconds == null
                    && !context.UsageEvents.Any(row => row.CallId == call.Id && row.Service == ServiceNames.Twilio && (row.CostNanos == null || row.CostNanos >= 0)), cancellationToken),
        };
    }

    private async Task<IReadOnlyList<BackfillMonth>> MissingAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var rating = new BackfillRating(rateCards);
        var months = new MonthSums(clock.Zone);
        foreach (var call in await BackfillCalls.Of(context).ToListAsync(cancellationToken))
        {
            months.Add(await rating.RowAsync(context, call, cancellationToken));
        }

        return months.Read();
    }

    private async Task<IReadOnlyList<BackfillMonth>> WrittenAsync(VoiceOpsContext context, CancellationToken cancellationToken)
    {
        var months = new MonthSums(clock.Zone);
        // By the ends of the range of keys: the index finds them, which it does not for a LIKE.
        var estimates = context.UsageEvents.AsNoTracking()
            .Where(row => string.Compare(row.EventKey, BackfillKey.Prefix) >= 0 && string.Compare(row.EventKey, BackfillKey.End) < 0);
        await foreach (var row in estimates.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            months.Add(row);
        }

        // What had no price then may have one by now, or another: by rows that name them.
        await foreach (var row in estimates
            .Join(context.UsageEvents, row => row.Id, correction => correction.CorrectsEventId, (_, correction) => correction)
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (RepricingKeys.Is(row.EventKey))
            {
                months.Correct(row);
            }
        }

        return months.Read();
    }

    private async Task<IReadOnlyDictionary<DateOnly, Money>> StandingAsync(
        VoiceOpsContext context, IReadOnlyList<BackfillMonth> months, CancellationToken cancellationToken)
    {
        if (months.Count == 0)
        {
            return new Dictionary<DateOnly, Money>();
        }

        var sums = await RollupSums.CostsAsync(
            context, [.. months.Select(month => new SeriesBucket(Start(month.Month), Start(month.Month.AddMonths(1)), ""))], cancellationToken);
        var estimated = sums.Where(sum => sum is { Service: ServiceNames.Twilio, Basis: UsageBasis.Estimated }).ToLookup(sum => sum.Bucket, sum => sum.CostNanos);
        return months.Select((month, index) => (month.Month, Standing: new Money(estimated[index].Sum()))).ToDictionary(sum => sum.Month, sum => sum.Standing);

        DateTime Start(DateOnly day) => ReportRanges.DayStart(day, clock.Zone);
    }

    private sealed class MonthSums(TimeZoneInfo zone)
    {
        private readonly SortedDictionary<DateOnly, BackfillMonth> _months = [];

        public void Add(UsageEvent row)
        {
            var month = MonthOf(row);
            var sum = _months.GetValueOrDefault(month);
            _months[month] = new BackfillMonth
            {
                Month = month,
                Calls = (sum?.Calls ?? 0) + 1,
                MinuteMicros = (sum?.MinuteMicros ?? 0) + row.UsageMicros,
                Cost = (sum?.Cost ?? Money.Zero) + new Money(row.CostNanos ?? 0),
                Unpriced = (sum?.Unpriced ?? 0) + UnpricedCount.Of(row),
            };
        }

        /// <summary>A row that prices one of these afterwards, and is booked when it was.</summary>
        public void Correct(UsageEvent row)
        {
            var sum = _months[MonthOf(row)];
            _months[sum.Month] = sum with { Cost = sum.Cost + new Money(row.CostNanos ?? 0), Unpriced = sum.Unpriced + UnpricedCount.Of(row) };
        }

        public IReadOnlyList<BackfillMonth> Read() => [.. _months.Values];

        private DateOnly MonthOf(UsageEvent row)
        {
            var day = ReportRanges.DayOf(row.BookedAt, zone);
            return new DateOnly(day.Year, day.Month, 1);
        }
    }
}

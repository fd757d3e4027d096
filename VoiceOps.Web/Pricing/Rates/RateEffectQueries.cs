using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Pricing.Rates;

/// <summary>Works out what an edit would have done to the last 30 days, before it is made.</summary>
public sealed class RateEffectQueries(IDbContextFactory<VoiceOpsContext> contexts, RateCards rateCards, ReportingClock clock)
{
    /// <summary>With terms of null: what ending the rate would have done.</summary>
    public async Task<RateEffect> ReadAsync(RateKey key, RateTerms? terms, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var now = clock.Now;
        var range = ReportRanges.Resolve(RangeRequest.Default, now, clock.Zone);
        var before = await rateCards.LoadAsync(context, now, cancellationToken);
        var after = before.With(key, terms);
        var costs = await RollupSums.CostsAsync(context, [new(range.Start, range.End, "")], cancellationToken);

        var lines = new List<RateEffectLine>();
        foreach (var use in costs.GroupBy(sum => new MeterKey(sum.Service, sum.Operation, sum.Model))
            .OrderBy(use => use.Key.ToString(), StringComparer.Ordinal))
        {
            var (was, becomes) = (Resolve(before, use.Key), Resolve(after, use.Key));
            if (was?.Key == key || becomes?.Key == key)
            {
                lines.Add(await LineAsync(context, use.Key, [.. use], was?.Rate, becomes?.Rate, range, cancellationToken));
            }
        }

        return new RateEffect
        {
            Lines = lines,
            FirstDay = range.FirstDay,
            LastDay = range.LastDay,
            AllBooked = new Money(costs.Sum(sum => sum.CostNanos)),
        };
    }

    private static (RateKey Key, AppliedRate Rate)? Resolve(RateCard card, MeterKey use) => card.Resolve(use.Service, use.Operation, use.Model);

    private static async Task<RateEffectLine> LineAsync(
        VoiceOpsContext context, MeterKey use, IReadOnlyCollection<CostSum> sums, AppliedRate? was, AppliedRate? becomes, ReportRange range,
        CancellationToken cancellationToken)
    {
        var recounts = use is { Service: ServiceNames.Twilio, Operation: OperationNames.Voice or OperationNames.MediaStream }
            && becomes is not null && StartedMinutes.Increment(becomes) != StartedMinutes.Increment(was);
        var micros = recounts ? await RecountAsync(context, use, becomes!, range, cancellationToken) : sums.Sum(sum => sum.UsageMicros);
        var unit = UsageUnits.Of(use.Service);
        return new RateEffectLine
        {
            Key = use,
            UsageUnit = unit,
            UsageMicros = micros,
            IsRecounted = recounts,
            Booked = new Money(sums.Sum(sum => sum.CostNanos)),
            UnpricedEvents = sums.Sum(sum => sum.UnpricedEvents),
            After = becomes is null ? null : new Money(Rating.Nanos(becomes, unit, micros)),
        };
    }

    // Minutes that were started in other steps cannot be had from a sum of minutes; the lengths of the calls tell them.
    private static async Task<long> RecountAsync(
        VoiceOpsContext context, MeterKey use, AppliedRate rate, ReportRange range, CancellationToken cancellationToken)
    {
        var rows = context.UsageEvents.Where(row => row.Service == use.Service && row.Operation == use.Operation);
        var calls = context.Calls.Where(call => call.StartedAt >= range.Start && call.StartedAt < range.End && rows.Any(row => row.CallId == call.Id));
        var counted = use.Operation == OperationNames.MediaStream ? StreamLengths(context, use, calls) : LineLengths(calls);
        var lengths = await counted.GroupBy(call => call.Seconds)
            .Select(calls => new { Seconds = calls.Key, Count = calls.LongCount() })
            .ToListAsync(cancellationToken);

        // Calls that are on have no length yet: what they have posted so far stands for it.
        var running = await rows.Where(row => calls.Any(call => call.Id == row.CallId) && !counted.Any(call => call.CallId == row.CallId))
            .SumAsync(row => row.UsageMicros, cancellationToken);
        return running + lengths.Sum(length => StartedMinutes.Micros(TimeSpan.FromSeconds(length.Seconds), rate) * length.Count);
    }

    private static IQueryable<CallLength> LineLengths(IQueryable<Call> calls) =>
        calls.Where(call => call.DurationSeconds != null).Select(call => new CallLength { CallId = call.Id, Seconds = call.DurationSeconds!.Value });

    // A stream is as long as the call's own clock ran, in started seconds; the call's length may be Twilio's, which is that of the voice.
    private static IQueryable<CallLength> StreamLengths(VoiceOpsContext context, MeterKey use, IQueryable<Call> calls) =>
        from call in calls
        where call.EndedAt != null
        join meter in context.MeterCheckpoints.Where(meter => meter.Service == use.Service && meter.Operation == use.Operation) on call.Id equals meter.CallId
        select new CallLength { CallId = call.Id, Seconds = (meter.ElapsedMicros + UsageUnits.MicrosPerUnit - 1) / UsageUnits.MicrosPerUnit };

    private sealed record CallLength
    {
        public required long CallId { get; init; }

        public required long Seconds { get; init; }
    }
}

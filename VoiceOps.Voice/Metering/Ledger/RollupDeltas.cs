using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Metering.Ledger;

/// <summary>What one commit adds to the rollups, one row a key.</summary>
internal sealed class RollupDeltas
{
    private readonly Dictionary<(DateTime, string, string, string, string, string), CostRollup> _costs = [];
    private readonly Dictionary<DateTime, CallRollup> _calls = [];

    public IEnumerable<CostRollup> Costs => _costs.Values;

    public IEnumerable<CallRollup> Calls => _calls.Values;

    public void Add(UsageEvent row)
    {
        var quarter = UtcTime.QuarterStart(row.BookedAt);
        var model = row.Model ?? "";
        var key = (quarter, row.Service, row.Operation, model, row.Basis, row.PricingSource);
        var sum = _costs.GetValueOrDefault(key);
        _costs[key] = new CostRollup
        {
            QuarterStart = quarter,
            Service = row.Service,
            Operation = row.Operation,
            Model = model,
            Basis = row.Basis,
            PricingSource = row.PricingSource,
            UsageMicros = (sum?.UsageMicros ?? 0) + row.UsageMicros,
            CostNanos = (sum?.CostNanos ?? 0) + (row.CostNanos ?? 0),
            EventCount = (sum?.EventCount ?? 0) + 1,
            UnpricedCount = (sum?.UnpricedCount ?? 0) + Metering.UnpricedCount.Of(row),
        };
    }

    public void Answered(DateTime at) => AddCall(new CallRollup { QuarterStart = UtcTime.QuarterStart(at), CallCount = 1, TalkSeconds = 0, RevenueNanos = 0 });

    public void Wasted(DateTime endedAt, WasteFigures waste) => AddCall(new CallRollup
    {
        QuarterStart = UtcTime.QuarterStart(endedAt),
        CallCount = 0,
        TalkSeconds = 0,
        RevenueNanos = 0,
        UnheardCharacters = waste.UnheardCharacters,
        DiscardedTokens = waste.DiscardedTokens,
        SilentSeconds = waste.SilentSeconds,
        WasteNanos = waste.Cost.Nanos,
    });

    public void Add(LedgerTransaction movement) => AddCall(new CallRollup
    {
        QuarterStart = UtcTime.QuarterStart(movement.OccurredAt),
        CallCount = 0,
        TalkSeconds = movement.TalkSeconds,
        RevenueNanos = -movement.Entries.Where(entry => entry.LedgerAccount == LedgerAccounts.UsageRevenue).Sum(entry => entry.AmountNanos),
    });

    private void AddCall(CallRollup delta)
    {
        var sum = _calls.GetValueOrDefault(delta.QuarterStart);
        _calls[delta.QuarterStart] = sum is null ? delta : new CallRollup
        {
            QuarterStart = delta.QuarterStart,
            CallCount = sum.CallCount + delta.CallCount,
            TalkSeconds = sum.TalkSeconds + delta.TalkSeconds,
            RevenueNanos = sum.RevenueNanos + delta.RevenueNanos,
            UnheardCharacters = sum.UnheardCharacters + delta.UnheardCharacters,
            DiscardedTokens = sum.DiscardedTokens + delta.DiscardedTokens,
            SilentSeconds = sum.SilentSeconds + delta.SilentSeconds,
            WasteNanos = sum.WasteNanos + delta.WasteNanos,
        };
    }
}

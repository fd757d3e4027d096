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
            UnpricedCount = (sum?.UnpricedCount ?? 0) + (row.CostNanos is null ? 1 : 0),
        };
    }

    public void Answered(DateTime at) => AddCall(at, callCount: 1, talkSeconds: 0, revenueNanos: 0);

    public void Add(LedgerTransaction movement) => AddCall(
        movement.OccurredAt,
        callCount: 0,
        movement.TalkSeconds,
        -movement.Entries.Where(entry => entry.LedgerAccount == LedgerAccounts.UsageRevenue).Sum(entry => entry.AmountNanos));

    private void AddCall(DateTime at, long callCount, long talkSeconds, long revenueNanos)
    {
        var quarter = UtcTime.QuarterStart(at);
        var sum = _calls.GetValueOrDefault(quarter);
        _calls[quarter] = new CallRollup
        {
            QuarterStart = quarter,
            CallCount = (sum?.CallCount ?? 0) + callCount,
            TalkSeconds = (sum?.TalkSeconds ?? 0) + talkSeconds,
            RevenueNanos = (sum?.RevenueNanos ?? 0) + revenueNanos,
        };
    }
}

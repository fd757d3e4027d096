using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Ledger;

/// <summary>What one commit adds to the rollups, one row a key.</summary>
internal sealed class RollupDeltas
{
    private readonly Dictionary<(DateTime, string, string, string, string, string), CostRollup> _costs = [];
    private readonly Dictionary<DateTime, CallRollup> _calls = [];
    private readonly Dictionary<long, CallTotal> _totals = [];
    private readonly Dictionary<(string, long), long> _balances = [];

    public IEnumerable<CostRollup> Costs => _costs.Values;

    public IEnumerable<HourlyCost> Hours => HourlyCost.Of(_costs.Values);

    public IEnumerable<CallRollup> Calls => _calls.Values;

    public IEnumerable<CallTotal> Totals => _totals.Values;

    public IEnumerable<LedgerBalance> Balances =>
        _balances.Select(pair => new LedgerBalance { LedgerAccount = pair.Key.Item1, AccountId = pair.Key.Item2, AmountNanos = pair.Value });

    /// <summary>To the row's call alone: a test call has its cost, and no part in the business.</summary>
    public void AddToCall(UsageEvent row) => AddToCall(row, 1);

    public void Add(UsageEvent row) => Add(row, 1);

    /// <summary>What both have added.</summary>
    public void Remove(UsageEvent row)
    {
        AddToCall(row, -1);
        if (!row.IsTest)
        {
            Add(row, -1);
        }
    }

    /// <summary>Adds all of it to what stands.</summary>
    public void WriteTo(VoiceOpsContext context)
    {
        using var costs = new TableWriter<CostRollup>(context, OnConflict.Add);
        using var hours = new TableWriter<HourlyCost>(context, OnConflict.Add);
        using var calls = new TableWriter<CallRollup>(context, OnConflict.Add);
        using var totals = new TableWriter<CallTotal>(context, OnConflict.Add);
        using var balances = new TableWriter<LedgerBalance>(context, OnConflict.Add);
        costs.WriteAll(Costs);
        hours.WriteAll(Hours);
        calls.WriteAll(Calls);
        totals.WriteAll(Totals);
        balances.WriteAll(Balances);
    }

    private void AddToCall(UsageEvent row, int sign) =>
        AddTotal(row.CallId, sign * (row.CostNanos ?? 0), revenueNanos: 0, eventCount: sign, unpricedCount: sign * Ledger.UnpricedCount.Of(row));

    private void Add(UsageEvent row, int sign)
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
            UsageMicros = (sum?.UsageMicros ?? 0) + (sign * row.UsageMicros),
            CostNanos = (sum?.CostNanos ?? 0) + (sign * (row.CostNanos ?? 0)),
            EventCount = (sum?.EventCount ?? 0) + sign,
            UnpricedCount = (sum?.UnpricedCount ?? 0) + (sign * Ledger.UnpricedCount.Of(row)),
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

    public void Add(LedgerTransaction movement)
    {
        var revenue = LedgerAccounts.RecognizedOf(movement.Entries);
        AddCall(new CallRollup
        {
            QuarterStart = UtcTime.QuarterStart(movement.OccurredAt),
            CallCount = 0,
            TalkSeconds = movement.TalkSeconds,
            RevenueNanos = revenue,
        });
        if (movement.CallId is { } callId)
        {
            AddTotal(callId, costNanos: 0, revenue, eventCount: 0, unpricedCount: 0);
        }

        foreach (var entry in movement.Entries)
        {
            var key = (entry.LedgerAccount, entry.AccountId);
            _balances[key] = _balances.GetValueOrDefault(key) + entry.AmountNanos;
        }
    }

    private void AddTotal(long callId, long costNanos, long revenueNanos, long eventCount, long unpricedCount)
    {
        var sum = _totals.GetValueOrDefault(callId);
        _totals[callId] = new CallTotal
        {
            CallId = callId,
            CostNanos = (sum?.CostNanos ?? 0) + costNanos,
            RevenueNanos = (sum?.RevenueNanos ?? 0) + revenueNanos,
            EventCount = (sum?.EventCount ?? 0) + eventCount,
            UnpricedCount = (sum?.UnpricedCount ?? 0) + unpricedCount,
        };
    }

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

using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Simulation;

public sealed class DemoHistoryTests(DemoMonth month) : IClassFixture<DemoMonth>
{
    private readonly TempStore _store = month.Store;

    [Fact]
    public async Task Write_RowsRollupsAndBooks_AddUp()
    {
        await using var context = _store.CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().ToListAsync();
        var costs = await context.CostRollups.AsNoTracking().ToListAsync();
        var talk = await context.CallRollups.AsNoTracking().ToListAsync();
        var movements = await context.LedgerTransactions.AsNoTracking().Include(row => row.Entries).ToListAsync();
        var calls = await context.Calls.AsNoTracking().ToListAsync();

        foreach (var service in ServiceNames.All)
        {
            var ofService = rows.Where(row => row.Service == service).ToList();
            Assert.Equal(ofService.Sum(row => row.CostNanos), costs.Where(row => row.Service == service).Sum(row => row.CostNanos));
            Assert.Equal(ofService.Sum(row => row.UsageMicros), costs.Where(row => row.Service == service).Sum(row => row.UsageMicros));
            Assert.True(ofService.Sum(row => row.CostNanos) > 0, $"{service} cost nothing");
        }

        Assert.All(movements, movement => Assert.Equal(0, movement.Entries.Sum(entry => entry.AmountNanos)));
        Assert.Equal(
            -movements.SelectMany(movement => movement.Entries).Where(entry => entry.LedgerAccount == LedgerAccounts.UsageRevenue).Sum(entry => entry.AmountNanos),
            talk.Sum(row => row.RevenueNanos));
        Assert.Equal(movements.Sum(movement => movement.TalkSeconds), talk.Sum(row => row.TalkSeconds));
        Assert.Equal(calls.Count(call => call.StartedAt is not null), talk.Sum(row => row.CallCount));
        Assert.Equal(calls.Where(call => call.StartedAt is not null).Sum(call => (long)call.DurationSeconds!.Value), talk.Sum(row => row.TalkSeconds));
    }

    [Fact]
    public async Task Write_EveryMetersRows_AddUpToItsCheckpoint()
    {
        await using var context = _store.CreateDbContext();
        var rows = await context.UsageEvents.AsNoTracking().ToListAsync();
        var meters = await context.MeterCheckpoints.AsNoTracking().ToListAsync();

        Assert.All(meters, meter =>
        {
            var own = rows.Where(row => row.CallId == meter.CallId && row.Service == meter.Service && row.Operation == meter.Operation && row.Model == meter.Model).ToList();
            Assert.Equal(meter.UsageMicros, own.Sum(row => row.UsageMicros));
            Assert.Equal(meter.PostedNanos, own.Sum(row => row.CostNanos));
        });
    }

    [Fact]
    public async Task Write_EveryAnsweredCall_HasItsTwilioMinutesAndAllServicesOrAReason()
    {
        await using var context = _store.CreateDbContext();
        var rows = (await context.UsageEvents.AsNoTracking().ToListAsync()).ToLookup(row => row.CallId);

        foreach (var call in await context.Calls.AsNoTracking().ToListAsync())
        {
            var minutes = rows[call.Id].Where(row => row.Service == ServiceNames.Twilio).Sum(row => row.UsageAmount);
            if (call.StartedAt is null)
            {
                Assert.Empty(rows[call.Id]);
                continue;
            }

            Assert.Equal(Math.Max(1, Math.Ceiling(call.DurationSeconds!.Value / 60m)), minutes);
            Assert.All(
                ServiceNames.All.Except(rows[call.Id].Select(row => row.Service)),
                service => Assert.Contains($"{service}: ", call.MissingUsage));
        }
    }

    [Fact]
    public async Task Write_Month_EndsNowAndIsVaried()
    {
        await using var context = _store.CreateDbContext();
        var calls = await context.Calls.AsNoTracking().ToListAsync();

        Assert.Equal(DemoMonth.Calls, calls.Count);
        Assert.All(calls, call => Assert.InRange(call.EndedAt!.Value, DemoMonth.End.AddDays(-30), DemoMonth.End));
        Assert.True(calls.Max(call => call.EndedAt) > DemoMonth.End.AddHours(-1));
        Assert.True(calls.Select(call => call.AccountId).Distinct().Count() >= 5);
        Assert.True(calls.Select(call => call.PersonaId).Distinct().Count() >= 4);
        Assert.Equal(3, calls.Select(call => call.LlmModel).Distinct().Count());
        Assert.True(calls.Count(call => call.LlmModel == ReferenceData.DefaultModel) > DemoMonth.Calls / 2);
        Assert.Contains(calls, call => call.EndedReason == EndedReason.Rejected);
        Assert.Empty(await context.UsageEvents.Where(row => row.CostNanos == null).ToListAsync());
    }

    [Fact]
    public async Task Write_SameSeedAndEnd_IsTheSameMonth()
    {
        await using var again = await DemoMonth.WriteAsync();
        const string Rows = "SELECT event_key || ' ' || usage_amount || ' ' || cost_nanos || ' ' || booked_at FROM api_call_events ORDER BY id";

        Assert.Equal(_store.Column<string>(Rows), again.Column<string>(Rows));
    }
}

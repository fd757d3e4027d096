using Microsoft.EntityFrameworkCore;
using VoiceOps.Simulation.Demo;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Simulation.Demo;

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
            var minutes = rows[call.Id].Where(row => row is { Service: ServiceNames.Twilio, Operation: OperationNames.Voice }).Sum(row => row.UsageAmount);
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

    // They were recorded before anybody counted the line, so all that is known of it is worked out at the program's start.
    [Fact]
    public async Task Write_CallsOfTheFirstDays_HaveOfTheLineTheBackfillsEstimateAlone()
    {
        var line = LineMetering.OfDemo(DemoMonth.End);
        await using var context = _store.CreateDbContext();
        var rows = (await context.UsageEvents.AsNoTracking().Where(row => row.Service == ServiceNames.Twilio).ToListAsync()).ToLookup(row => row.CallId);
        var calls = (await context.Calls.AsNoTracking().Where(call => call.StartedAt != null).ToListAsync()).ToLookup(call => call.CreatedAt < line.TrackedFrom);

        Assert.InRange(calls[true].Count(), 10, DemoMonth.Calls / 4);
        Assert.All(calls[true], call =>
        {
            var row = Assert.Single(rows[call.Id]);
            Assert.Equal(($"backfill/{call.CallSid}", UsageBasis.Estimated, 0.014m), (row.EventKey, row.Basis, row.UnitCost));
        });
        Assert.All(calls[false].SelectMany(call => rows[call.Id]), row => Assert.Equal(UsageBasis.Metered, row.Basis));
    }

    [Fact]
    public async Task Write_CallsOfLate_HaveTheirStreamApartAtTheSamePriceInAll()
    {
        var line = LineMetering.OfDemo(DemoMonth.End);
        await using var context = _store.CreateDbContext();
        var rows = (await context.UsageEvents.AsNoTracking().Where(row => row.Service == ServiceNames.Twilio).ToListAsync()).ToLookup(row => row.CallId);
        var calls = (await context.Calls.AsNoTracking().Where(call => call.StartedAt != null && call.EndedReason != EndedReason.Rejected).ToListAsync()).ToLookup(call => line.MetersStream(call.CreatedAt));

        Assert.NotEmpty(calls[true]);
        Assert.All(calls[true], call =>
        {
            var minutes = (long)Math.Max(1, Math.Ceiling(call.DurationSeconds!.Value / 60m));
            Assert.Equal((minutes * 10_000_000, minutes * 4_000_000), (Sum(call.Id, OperationNames.Voice), Sum(call.Id, OperationNames.MediaStream)));
        });
        Assert.DoesNotContain(calls[false].SelectMany(call => rows[call.Id]), row => row.Operation == OperationNames.MediaStream);
        Assert.Equal(line.StreamsFrom, (await context.RateChanges.SingleAsync(change => change.Operation == OperationNames.Voice)).EffectiveFrom);

        long Sum(long call, string operation) => rows[call].Where(row => row.Operation == operation).Sum(row => row.CostNanos!.Value);
    }

    [Fact]
    public async Task Write_Month_EndsNowAndIsVaried()
    {
        await using var context = _store.CreateDbContext();
        var calls = await context.Calls.AsNoTracking().ToListAsync();

        Assert.Equal(DemoMonth.Calls, calls.Count);
        Assert.All(calls, call => Assert.InRange(call.EndedAt!.Value, CallPlans.Start(DemoMonth.End, DemoMonth.Days), DemoMonth.End));
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

    [Fact]
    public async Task Write_TurnsOfEveryConversation_AgreeWithItsRows()
    {
        await using var context = _store.CreateDbContext();
        var rows = (await context.UsageEvents.AsNoTracking().ToListAsync()).ToLookup(row => row.CallId);
        var turns = (await context.CallTurns.AsNoTracking().ToListAsync()).ToLookup(turn => turn.CallId);
        var conversations = await context.Calls.AsNoTracking().Where(call => call.StartedAt != null && call.EndedReason != EndedReason.Rejected).ToListAsync();

        Assert.All(conversations, call =>
        {
            var own = turns[call.Id].OrderBy(turn => turn.Number).ToList();
            Assert.Equal(Enumerable.Range(1, own.Count), own.Select(turn => turn.Number));
            Assert.Equal(Sum(ServiceNames.ElevenLabs, OperationNames.Speech), own.Sum(turn => turn.Characters));
            Assert.Equal(Sum(ServiceNames.Cerebras, OperationNames.Prompt), own.Sum(turn => turn.PromptTokens));
            Assert.Equal(Sum(ServiceNames.Cerebras, OperationNames.Completion), own.Sum(turn => turn.CompletionTokens));
            Assert.InRange(own.Sum(turn => turn.CostNanos!.Value), 0, rows[call.Id].Sum(row => row.CostNanos!.Value));
            Assert.All(own, turn => Assert.InRange(turn.EndedAt, turn.StartedAt, call.EndedAt!.Value.AddMilliseconds(1)));
            Assert.All(own, turn => Assert.Equal(turn.IsInterrupted, turn.UnheardText is not null));
            Assert.All(own, turn => Assert.Equal(turn.Characters - (turn.HeardText?.Length ?? 0), turn.UnheardCharacters));

            decimal Sum(string service, string operation) => rows[call.Id].Where(row => row.Service == service && row.Operation == operation).Sum(row => row.UsageAmount);
        });
        Assert.All(turns, group => Assert.Contains(group.Key, conversations.Select(call => call.Id)));
    }

    [Fact]
    public async Task Write_Waste_StandsWithTheCallAndInTheRollups()
    {
        await using var context = _store.CreateDbContext();
        var calls = await context.Calls.AsNoTracking().Where(call => call.WasteNanos != null).ToListAsync();
        var turns = (await context.CallTurns.AsNoTracking().ToListAsync()).ToLookup(turn => turn.CallId);
        var rollups = await context.CallRollups.AsNoTracking().ToListAsync();

        Assert.All(calls, call =>
        {
            Assert.Equal(turns[call.Id].Sum(turn => turn.UnheardCharacters), call.UnheardCharacters);
            Assert.Equal(turns[call.Id].Sum(turn => turn.DiscardedTokens), call.DiscardedTokens);
            Assert.InRange(call.SilentSeconds!.Value, 0, call.DurationSeconds!.Value);
        });
        Assert.Equal(calls.Sum(call => call.UnheardCharacters), rollups.Sum(row => row.UnheardCharacters));
        Assert.Equal(calls.Sum(call => call.DiscardedTokens), rollups.Sum(row => row.DiscardedTokens));
        Assert.Equal(calls.Sum(call => call.SilentSeconds), (int)rollups.Sum(row => row.SilentSeconds));
        Assert.Equal(calls.Sum(call => call.WasteNanos), rollups.Sum(row => row.WasteNanos));
        Assert.Contains(calls, call => call.UnheardCharacters > 0);
        Assert.Contains(turns.SelectMany(group => group), turn => turn.Kind == TurnKind.StillThere);
        Assert.Contains(turns.SelectMany(group => group), turn => turn.HasFiller);
    }
}

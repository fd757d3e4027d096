using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reporting;

public sealed class CommandCenterQueriesTests
{
    [Fact]
    public async Task Read_EmptyDatabase_HasNoFiguresButRatesAndServices()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        var snapshot = await books.ReadAsync(RangeKind.Last30Days);

        Assert.False(snapshot.HasCalls);
        Assert.Equal(Money.Zero, snapshot.Current.Cost);
        Assert.Null(snapshot.Current.CostPerMinute);
        Assert.Null(snapshot.Current.Margin);
        Assert.Equal(4, snapshot.Services.Count);
        Assert.All(snapshot.Services, service => Assert.Null(service.Share));
        Assert.Equal(30, snapshot.Series.Count);
        Assert.Equal(8, snapshot.Rates.Count);
        Assert.Empty(snapshot.RecentCalls);
    }

    [Fact]
    public async Task Read_OneCall_EveryPanelTellsTheSameSum()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T09:14:00"), call => call.DurationSeconds = 187);
        await books.CommitAsync(
            call,
            [
                books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 4, 56_000_000),
                books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 187, 18_388_333, model: "nova-2-phonecall"),
                books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 1_480, 222_000_000, model: "eleven_flash_v2_5"),
                books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 9_650, 5_790_000, model: "llama-3.3-70b"),
                books.Event(call, ServiceNames.Cerebras, OperationNames.Completion, 1_210, 726_000, model: "llama-3.3-70b"),
            ],
            books.Revenue(call, 187));

        var snapshot = await books.ReadAsync(RangeKind.Today);

        var total = new Money(302_904_333);
        Assert.Equal(total, snapshot.Current.Cost);
        Assert.Equal(total, snapshot.Current.MeteredCost);
        Assert.Equal(total, new Money(snapshot.Services.Sum(service => service.Cost.Nanos)));
        Assert.Equal(total, new Money(snapshot.Series.Sum(bar => bar.Cost.Nanos)));
        Assert.Equal(total, new Money(snapshot.Rates.Sum(rate => rate.Cost.Nanos)));
        Assert.Equal(total, Assert.Single(snapshot.RecentCalls).Cost);
        Assert.Equal(Money.FromDollars(0.374m), snapshot.Current.Revenue);
        Assert.Equal(snapshot.Current.Revenue, snapshot.RecentCalls[0].Revenue);
        Assert.Equal(snapshot.Current.Revenue, snapshot.Exposure.Receivable);
        Assert.Equal("0.097189", decimal.Round(snapshot.Current.CostPerMinute!.Value, 6).ToString());
        Assert.Equal((1, 187, 4m), (snapshot.Current.Calls, snapshot.Current.TalkSeconds, snapshot.Current.LineMinutes));
        Assert.Equal([ServiceNames.ElevenLabs, ServiceNames.Twilio, ServiceNames.Deepgram, ServiceNames.Cerebras], snapshot.Services.Select(service => service.Service));
        Assert.Equal(1m, snapshot.Services.Sum(service => service.Share)!.Value, 20);
        Assert.Equal(("Receptionist", "Everyone else", 187), (snapshot.RecentCalls[0].Persona, snapshot.RecentCalls[0].Account, snapshot.RecentCalls[0].DurationSeconds));
    }

    [Fact]
    public async Task Read_Today_ShowsHoursUpToNowInTheTimeZone()
    {
        await using var books = await Books.OpenAsync("2026-01-06T04:30:00", "Asia/Kathmandu");
        var call = await books.AddCallAsync(Books.Utc("2026-01-05T18:15:00"));
        var yesterday = await books.AddCallAsync(Books.Utc("2026-01-05T18:14:59.999999"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);
        await books.CommitAsync(yesterday, [books.Event(yesterday, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);

        var snapshot = await books.ReadAsync(RangeKind.Today);

        Assert.Equal(("00:00", "10:00", 11), (snapshot.Series[0].Label, snapshot.Series[^1].Label, snapshot.Series.Count));
        Assert.Equal(14_000_000, snapshot.Series[0].Cost.Nanos);
        Assert.Equal(14_000_000, snapshot.Current.Cost.Nanos);
        Assert.Equal(call.Id, Assert.Single(snapshot.RecentCalls).CallId);
    }

    [Fact]
    public async Task Read_PreviousEndInsideAQuarter_CountsTheRowsBeforeItAlone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T09:20:00");
        foreach (var at in new[] { "2026-06-09T09:01:00", "2026-06-09T09:16:00", "2026-06-09T09:19:59.999999", "2026-06-09T09:20:00", "2026-06-09T09:40:00" })
        {
            var call = await books.AddCallAsync(Books.Utc(at));
            await books.CommitAsync(
                call,
                [
                    books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000),
                    books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 10, null, model: "new-model", source: PricingSource.Unpriced),
                ],
                books.Revenue(call, 60));
        }

        var previous = (await books.ReadAsync(RangeKind.Today)).Previous;

        Assert.Equal((3, 180, 3m), (previous.Calls, previous.TalkSeconds, previous.LineMinutes));
        Assert.Equal(Money.FromDollars(0.042m), previous.Cost);
        Assert.Equal(Money.FromDollars(0.36m), previous.Revenue);
        Assert.Equal(3, previous.UnpricedEvents);
    }

    [Fact]
    public async Task Read_BetterBasis_MovesTheCostFromEstimatedToBilled()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var estimated = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        var billed = await books.AddCallAsync(Books.Utc("2026-06-10T09:00:00"));
        await books.CommitAsync(estimated, [books.Event(estimated, ServiceNames.Twilio, OperationNames.Voice, 2, 28_000_000, basis: UsageBasis.Estimated)]);
        await books.CommitAsync(
            billed,
            [
                books.Event(billed, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000, basis: UsageBasis.Estimated),
                books.Event(billed, ServiceNames.Twilio, OperationNames.Voice, -1, -14_000_000, basis: UsageBasis.Estimated),
                books.Event(billed, ServiceNames.Twilio, OperationNames.Voice, 1, 8_500_000, basis: UsageBasis.Billed, source: PricingSource.Provider),
            ]);

        var snapshot = await books.ReadAsync(RangeKind.Today);

        Assert.Equal((36_500_000, 28_000_000, 8_500_000, 0), (snapshot.Current.Cost.Nanos, snapshot.Current.EstimatedCost.Nanos, snapshot.Current.BilledCost.Nanos, snapshot.Current.MeteredCost.Nanos));
        Assert.Equal(28_000_000, snapshot.Services[0].EstimatedCost.Nanos);
        Assert.Equal([false, true], snapshot.RecentCalls.Select(call => call.HasEstimated));
    }

    [Fact]
    public async Task Read_UnpricedUsage_IsCountedAndNeverACostOfZero()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"), call => call.Status = CallStatus.InProgress);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 500, null, model: "brand-new", source: PricingSource.Unpriced)]);

        var snapshot = await books.ReadAsync(RangeKind.Today);

        Assert.Equal(1, snapshot.Current.UnpricedEvents);
        Assert.Equal(1, snapshot.Services.Single(service => service.Service == ServiceNames.Cerebras).UnpricedEvents);
        Assert.Empty(snapshot.RecentCalls[0].CostByService);
        Assert.Equal(1, snapshot.RecentCalls[0].UnpricedEvents);
        var line = snapshot.Rates.Single(rate => rate.Model == "brand-new");
        Assert.Equal((PricingSource.Unpriced, null, 500m, 1), (line.Source, line.UnitPrice, line.Usage, line.UnpricedEvents));
    }

    [Fact]
    public async Task Read_RecentCalls_AreTheNewest25OfTheRange()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        for (var minute = 0; minute < 30; minute++)
        {
            await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00").AddMinutes(minute));
        }

        await books.AddCallAsync(Books.Utc("2026-06-09T23:59:59"));

        var calls = (await books.ReadAsync(RangeKind.Today)).RecentCalls;

        Assert.Equal(25, calls.Count);
        Assert.Equal(Books.Utc("2026-06-10T08:29:00"), calls[0].CreatedAt);
        Assert.Equal(calls.OrderByDescending(call => call.CreatedAt), calls);
    }

    [Fact]
    public async Task Find_Call_HasItsRowsInLedgerOrder()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        await books.CommitAsync(
            call,
            [
                books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000),
                books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, 20, 1_966_667),
            ],
            books.Revenue(call, 20));
        var queries = new CallQueries(books.Store);

        var ledger = await queries.FindAsync(call.Id, CancellationToken.None);

        Assert.NotNull(ledger);
        Assert.Equal([ServiceNames.Twilio, ServiceNames.Deepgram], ledger.Events.Select(row => row.Service));
        Assert.Equal(ledger.Call.Cost.Nanos, ledger.Events.Sum(row => row.CostNanos));
        Assert.Equal(0, Assert.Single(ledger.Transactions).Entries.Sum(entry => entry.AmountNanos));
        Assert.Equal((0.12m, 1, "+15550199"), (ledger.PricePerMinute, ledger.BillingIncrementSeconds, ledger.ToNumber));
        Assert.Null(await queries.FindAsync(call.Id + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Read_WhileTheWriterHoldsItsLock_IsNotHeldUpNorHoldsItUp()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        await using var writer = books.Store.CreateDbContext();
        await using var writing = await writer.Database.BeginTransactionAsync();
        await using var reader = books.Store.CreateDbContext();
        await using var reading = await reader.BeginReadAsync(CancellationToken.None);
        Assert.Equal(call.Id, reader.Calls.Single().Id);

        var snapshot = await books.ReadAsync(RangeKind.Today);
        await writing.CommitAsync();
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);

        Assert.True(snapshot.HasCalls);
        Assert.Empty(reader.UsageEvents);
    }
}

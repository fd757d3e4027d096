using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Deepgram;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Prices;

/// <summary>The real client against the simulated provider, from the unasked request to the pair of rows and the cell's calls.</summary>
public sealed class DeepgramPricesTests
{
    [Fact]
    public async Task Run_TwoConnectionsOfOneCall_EachBecomeAPairOfTheirOwnRows()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await using var deepgram = new DeepgramSimulator("dg-secret", new PhraseBook(), books.Time);
        await deepgram.StartAsync(TestContext.Current.CancellationToken);
        await using var services = new BillingServices(deepgram.Address.ToString().TrimEnd('/'));
        var at = Books.Utc("2026-06-10T11:00:00");
        var call = await books.AddCallAsync(at, row => row.EndedAt = at.AddMinutes(2));
        await books.CommitAsync(call, [Heard(books, call, "r-1", 30), Heard(books, call, "r-1", 30), Heard(books, call, "r-2", 60), Heard(books, call, "r-3", 1)]);
        deepgram.Counts.Add(0, "r-1", DeepgramSimulator.Transcription, "nova-2-phonecall", 60, at);
        deepgram.Counts.Add(0, "r-2", DeepgramSimulator.Transcription, "nova-2-phonecall", 66, at);
        using var writer = new LedgerWriter(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);
        var states = new SourceStates(books.Time, NullLogger<SourceStates>.Instance);
        var checks = new PriceChecks(books.Store, [new DeepgramPrices(services.Get<DeepgramBillingClient>())], writer, states, books.Time);

        Assert.Equal(4, await checks.RunAsync(TestContext.Current.CancellationToken));

        Assert.Null(states.Read().Single().Fault);
        // r-3 is not known yet, so it stays as it was metered.
        Assert.Equal(
            ["billed|5900000|r-1", "billed|6490000|r-2", "metered|0|r-1", "metered|0|r-2", "metered|98333|r-3"],
            books.Store.Column<string>("SELECT basis || '|' || SUM(cost_nanos) || '|' || provider_request_id FROM api_call_events GROUP BY basis, provider_request_id ORDER BY 1"));
        Assert.Equal([98_333L + 12_390_000], books.Store.Column<long>("SELECT SUM(cost_nanos) FROM cost_rollups"));

        var cell = await new CellCallQueries(books.Store).ReadAsync(ServiceNames.Deepgram, new DateOnly(2026, 6, 10), CancellationToken.None);
        var line = Assert.Single(cell.Calls);
        Assert.Equal((call.Id, 11_898_333L, 12_390_000L), (line.CallId, line.Metered.Nanos, line.Billed!.Value.Nanos));
        Assert.Equal((1, 1), (cell.Count, cell.BilledCount));
        var view = await new ReconciliationQueries(books.Store, books.Rates, Options.Create(new ReconciliationOptions()), books.Time)
            .ReadAsync(new DateOnly(2026, 6, 10), new DateOnly(2026, 6, 10), CancellationToken.None);
        Assert.Equal(11_898_333L, view.Cells.Single(row => row.Service == ServiceNames.Deepgram).Metered.Nanos);
    }

    // Deepgram bills it as any call: the pair is marked as the test's rows are, and the business's figures leave it out.
    [Fact]
    public async Task Run_ConnectionOfATest_BecomesAPairOfTheTest()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await using var deepgram = new DeepgramSimulator("dg-secret", new PhraseBook(), books.Time);
        await deepgram.StartAsync(TestContext.Current.CancellationToken);
        await using var services = new BillingServices(deepgram.Address.ToString().TrimEnd('/'));
        var at = Books.Utc("2026-06-10T11:00:00");
        var test = await books.AddCallAsync(at, row => row.EndedAt = at.AddMinutes(2), direction: CallDirection.Test);
        await books.Ledger.CommitAsync([new LedgerBatch { IsTest = true, Events = [Heard(books, test, "r-1", 60)] }], TestContext.Current.CancellationToken);
        deepgram.Counts.Add(0, "r-1", DeepgramSimulator.Transcription, "nova-2-phonecall", 66, at);
        using var writer = new LedgerWriter(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);
        var checks = new PriceChecks(
            books.Store, [new DeepgramPrices(services.Get<DeepgramBillingClient>())], writer, new SourceStates(books.Time, NullLogger<SourceStates>.Instance), books.Time);

        Assert.Equal(2, await checks.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["billed|6490000|1", "metered|0|1"], books.Store.Column<string>("SELECT basis || '|' || SUM(cost_nanos) || '|' || is_test FROM api_call_events GROUP BY basis, is_test ORDER BY 1"));
        Assert.Equal([0L], books.Store.Column<long>("SELECT COUNT(*) FROM cost_rollups"));
        Assert.Equal(6_490_000L, Assert.Single((await new CellCallQueries(books.Store).ReadAsync(ServiceNames.Deepgram, new DateOnly(2026, 6, 10), CancellationToken.None)).Calls).Billed!.Value.Nanos);
        Assert.Equal(0, (await Checked.RunAsync(books)).Red);
    }

    private static UsageEvent Heard(Books books, Call call, string requestId, int seconds)
    {
        var row = books.Event(call, ServiceNames.Deepgram, OperationNames.Transcription, seconds, Rating.NanosPerMinute(0.0059m, seconds * UsageUnits.MicrosPerUnit), model: "nova-2-phonecall");
        return new UsageEvent
        {
            CallId = row.CallId,
            Service = row.Service,
            Operation = row.Operation,
            Model = row.Model,
            UsageAmount = row.UsageAmount,
            UsageUnit = row.UsageUnit,
            UsageMicros = row.UsageMicros,
            UnitCost = 0.0059m,
            RateUnit = "minute",
            CostNanos = row.CostNanos,
            Basis = row.Basis,
            PricingSource = row.PricingSource,
            EventKey = row.EventKey,
            ProviderRequestId = requestId,
            OccurredAt = row.OccurredAt,
            BookedAt = row.BookedAt,
        };
    }
}

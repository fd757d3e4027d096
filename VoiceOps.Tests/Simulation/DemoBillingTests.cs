using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Demo;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Simulation;

/// <summary>What Twilio bills in the demo is what the simulated network says when it is asked, booked by the code that books it in life.</summary>
public sealed class DemoBillingTests
{
    // Each bills as many calls as are asked for at a time.
    private const int MostRuns = 10;

    [Fact]
    public async Task PriceChecks_OfTheDemosPast_BillEveryCallWhoseStreamIsMeteredAndNoOther()
    {
        var (end, time) = (DemoMonth.End, new FakeTimeProvider(DemoMonth.End));
        var line = LineMetering.OfDemo(end);
        await using var simulators = new Simulators(time);
        await simulators.StartAsync(TestContext.Current.CancellationToken);
        await using var store = await DemoMonth.WriteAsync(end, calls: 90, new PastUsage(simulators, time));

        await BillAsync(store, simulators, time);

        await using var context = store.CreateDbContext();
        var rows = (await context.UsageEvents.AsNoTracking().Where(row => row.Service == ServiceNames.Twilio && row.Operation == OperationNames.Voice).ToListAsync(TestContext.Current.CancellationToken))
            .ToLookup(row => row.CallId);
        var conversations = (await context.Calls.AsNoTracking().Where(call => call.StartedAt != null && call.EndedReason != EndedReason.Rejected).ToListAsync(TestContext.Current.CancellationToken))
            .ToLookup(call => line.MetersStream(call.CreatedAt));
        Assert.True(conversations[true].Count() > 10 && conversations[false].Count() > 10);
        Assert.All(conversations[true], call =>
        {
            var told = Money.FromDollars(NetworkPrices.Voice(simulators.Twilio.Find(call.CallSid)!));
            Assert.Equal(told.Nanos, Assert.Single(rows[call.Id], row => row.Basis == UsageBasis.Billed).CostNanos);
            Assert.Equal((told.Nanos, 0), (rows[call.Id].Sum(row => row.CostNanos), rows[call.Id].Where(row => row.Basis == UsageBasis.Metered).Sum(row => row.CostNanos)));
        });
        Assert.DoesNotContain(conversations[false].SelectMany(call => rows[call.Id]), row => row.Basis == UsageBasis.Billed);
    }

    private static async Task BillAsync(Data.TempStore store, Simulators simulators, TimeProvider time)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(simulators.Settings(new Uri("http://127.0.0.1:1"))).Build();
        await using var services = new ServiceCollection().AddLogging().AddTwilio(configuration).BuildServiceProvider();
        using var writer = DemoMonth.Writer(store, time);
        var twilio = new TwilioPrices(services.GetRequiredService<TwilioBillingClient>(), Options.Create(new TwilioOptions { MeterMediaStreams = true }));
        var states = new SourceStates(time, NullLogger<SourceStates>.Instance);
        var checks = new PriceChecks(store, [twilio], writer, states, time);
        for (var run = 0; run < MostRuns && await checks.RunAsync(TestContext.Current.CancellationToken) > 0; run++)
        {
            Assert.Null(states.Read().Single().Fault);
        }
    }
}

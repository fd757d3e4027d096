using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Twilio;
using VoiceOps.Tests.Providers;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Prices;

/// <summary>The real client against the simulated network.</summary>
public sealed class TwilioPricesTests
{
    [Fact]
    public async Task Ask_EndedCall_HasNoPriceUntilItIsBilledAndThenThatOfItsStartedMinutes()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
        await using var network = new TwilioSimulator("AC1", "tw-secret", time);
        await network.StartAsync(TestContext.Current.CancellationToken);
        var call = network.Place("+15550100", "+15550199");
        call.Answer();
        time.Advance(TimeSpan.FromSeconds(61));
        network.End(call, "completed");
        await using var services = new BillingServices(network.Address.ToString().TrimEnd('/'));
        var prices = new TwilioPrices(services.Get<TwilioBillingClient>(), Options.Create(new TwilioOptions { MeterMediaStreams = true }));

        Assert.Null(await prices.AskAsync(call.Sid, TestContext.Current.CancellationToken));
        Assert.Null(await prices.AskAsync("CA-unknown", TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromMinutes(1));
        var answer = await prices.AskAsync(call.Sid, TestContext.Current.CancellationToken);

        Assert.Equal((new Money(20_000_000), 2m), (answer!.Price!.Value, answer.Usage));
    }
}

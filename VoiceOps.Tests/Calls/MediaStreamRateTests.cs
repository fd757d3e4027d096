using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Calls;

public sealed class MediaStreamRateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task TurnedOn_GivesMediaStreamsARowOnceAndAFallback()
    {
        await using var store = await TempStore.CreateAsync();
        var rate = Rate(store, isOn: true);
        var pricing = new PricingOptions();

        await rate.StartAsync(CancellationToken.None);
        await rate.StartAsync(CancellationToken.None);
        rate.PostConfigure(null, pricing);
        rate.PostConfigure(null, pricing);

        var card = await new RateCards(store, Options.Create(pricing)).LoadAsync(_time.GetUtcNow().UtcDateTime, CancellationToken.None);
        var found = card.Find(ServiceNames.Twilio, OperationNames.MediaStream, null)!;
        Assert.Equal((0.0040m, 60, PricingSource.RateCard), (found.UnitPrice, found.IncrementSeconds, found.Source));
        var fallback = Assert.Single(FallbackRates.Parse(pricing)).Value;
        Assert.Equal((0.0040m, 60, PricingSource.Fallback), (fallback.UnitPrice, fallback.IncrementSeconds, fallback.Source));
    }

    [Fact]
    public async Task TurnedOn_TheRateThatItAdds_StandsInTheHistoryOnceWithWhoAndWhy()
    {
        await using var store = await TempStore.CreateAsync();
        var rate = Rate(store, isOn: true);

        await rate.StartAsync(CancellationToken.None);
        await rate.StartAsync(CancellationToken.None);

        await using var context = store.CreateDbContext();
        var added = await context.Rates.SingleAsync(row => row.Operation == OperationNames.MediaStream);
        var change = await context.RateChanges.SingleAsync();
        Assert.Equal((added.Key, RateAction.Set, DateTime.UnixEpoch), (change.Key, change.Action, change.EffectiveFrom));
        Assert.Equal((null, added.Terms), (change.Before, change.After));
        Assert.Equal("VoiceOps", change.ChangedBy);
        Assert.Contains("Twilio:MeterMediaStreams", change.Reason);
    }

    [Fact]
    public async Task TurnedOff_NewDatabaseAndSettings_StayAsTheyAre()
    {
        await using var store = await TempStore.CreateAsync();
        var rate = Rate(store, isOn: false);
        var pricing = new PricingOptions();

        await rate.StartAsync(CancellationToken.None);
        rate.PostConfigure(null, pricing);

        await using var context = store.CreateDbContext();
        Assert.False(await context.Rates.AnyAsync(row => row.Operation == OperationNames.MediaStream));
        Assert.Empty(pricing.Fallback);
    }

    private MediaStreamRate Rate(TempStore store, bool isOn) => new(
        store,
        new RateWriter(store, new CommitSignal(), _time, NullLogger<RateWriter>.Instance),
        Options.Create(new TwilioOptions { MeterMediaStreams = isOn }));
}

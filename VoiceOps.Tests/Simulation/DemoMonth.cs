using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Simulation.Demo;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Simulation;

/// <summary>A small month of the demo's history and what the program's start adds to it, written once for all tests that read it.</summary>
public sealed class DemoMonth : IAsyncLifetime
{
    public const int Calls = 220;
    public const int Days = 30;

    public static DateTime End { get; } = new(2026, 11, 23, 14, 20, 0, DateTimeKind.Utc);

    internal TempStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await WriteAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    internal static Task<TempStore> WriteAsync() => WriteWithBackfillAsync(End, Calls);

    /// <summary>As the demo's database is when its first page has been served.</summary>
    internal static async Task<TempStore> WriteWithBackfillAsync(DateTime end, int calls)
    {
        var (store, time) = (await WriteAsync(end, calls), new FakeTimeProvider(end));
        using var writer = Writer(store, time);
        await new TwilioBackfill(store, RateCards(store), writer, time, NullLogger<TwilioBackfill>.Instance).RunAsync(CancellationToken.None);
        return store;
    }

    internal static async Task<TempStore> WriteAsync(DateTime end, int calls, PastUsage? past = null)
    {
        var store = await TempStore.CreateAsync();
        var rates = new RateWriter(store, new CommitSignal(), new FakeTimeProvider(end), NullLogger<RateWriter>.Instance);
        await new MediaStreamRate(store, rates, Options.Create(new TwilioOptions { MeterMediaStreams = true })).StartAsync(CancellationToken.None);
        var version = AppVersion.Of(typeof(AppVersion).Assembly, new DatabaseSchema());
        await new DemoHistory(store, RateCards(store), version, Options.Create(new TranscriptOptions()), past).WriteAsync(end, Days, calls, seed: 7, CancellationToken.None);
        return store;
    }

    internal static LedgerWriter Writer(TempStore store, TimeProvider time) => new(
        new LedgerStore(store, time), new CommitSignal(), TestMetrics.Ledger(time), Options.Create(new LedgerOptions()), time, NullLogger<LedgerWriter>.Instance);

    private static RateCards RateCards(TempStore store) => new(store, Options.Create(new PricingOptions()));
}

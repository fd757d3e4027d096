using Microsoft.Extensions.Options;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Simulation.History;
using Xunit;

namespace VoiceOps.Tests.Simulation;

/// <summary>A small month of the demo's history, written once for all tests that read it.</summary>
public sealed class DemoMonth : IAsyncLifetime
{
    public const int Calls = 220;

    public static DateTime End { get; } = new(2026, 11, 23, 14, 20, 0, DateTimeKind.Utc);

    internal TempStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await WriteAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    internal static async Task<TempStore> WriteAsync()
    {
        var store = await TempStore.CreateAsync();
        var rateCards = new RateCards(store, Options.Create(new PricingOptions()));
        var version = AppVersion.Of(typeof(AppVersion).Assembly, new DatabaseSchema());
        await new DemoHistory(store, rateCards, version, Options.Create(new TranscriptOptions())).WriteAsync(End, days: 30, Calls, seed: 7, CancellationToken.None);
        return store;
    }
}

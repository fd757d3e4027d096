using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Tests.Fakes;

internal static class TestMetrics
{
    public static CallsMetrics OfCalls(LiveCalls liveCalls) => new(Meters(), liveCalls);

    public static Refusals Refusals(TimeProvider time) => new(OfCalls(new LiveCalls(time)), time, NullLogger<Refusals>.Instance);

    public static LedgerMetrics Ledger(TimeProvider time) => new(Meters(), time);

    private static IMeterFactory Meters() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Voice.Calls;

namespace VoiceOps.Tests.Fakes;

internal static class TestMetrics
{
    public static CallsMetrics OfCalls(LiveCalls liveCalls) =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>(), liveCalls);
}

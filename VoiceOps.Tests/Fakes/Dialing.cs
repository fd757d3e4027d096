using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Tests.Fakes;

/// <summary>What a provider's client dials with, over a connector of the test's.</summary>
internal static class Dialing
{
    public static ProvidersMetrics Metrics { get; } =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public static ProviderDialer Over(FakeWebSocketConnector connector, TimeProvider time, ResilienceOptions? options = null) =>
        new(connector.ConnectAsync, Options.Create(options ?? new ResilienceOptions()), Metrics, time);
}

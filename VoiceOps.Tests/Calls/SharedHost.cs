using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>One program for the tests of a class that each have calls of their own in it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private RunningHost? _host;

    internal RunningHost Host => _host!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}

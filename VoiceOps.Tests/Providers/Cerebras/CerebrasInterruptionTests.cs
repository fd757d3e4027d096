using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Cerebras;
using Xunit;

namespace VoiceOps.Tests.Providers.Cerebras;

/// <summary>Whether a request that is given up has cost anything: over a real socket.</summary>
public sealed class CerebrasInterruptionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLogs _logs = new();

    // Tokens are only paid for what the provider has: neither connecting nor waiting for another try is having it.
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Cancel_BetweenTwoTries_CostsNothing(int refusal)
    {
        await using var cerebras = RawHttpServer.Answering(refusal, "{}");
        await using var services = Services(cerebras.BaseUrl);
        using var interruption = new CancellationTokenSource();
        await using var updates = services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("Hello!", cancellationToken: interruption.Token).GetAsyncEnumerator(interruption.Token);
        var first = updates.MoveNextAsync().AsTask();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!_logs.Lines.Any(line => line.Contains("OnRetry", StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }

        await interruption.CancelAsync();

        await Assert.ThrowsAsync<RequestNotSentException>(() => first);
    }

    [Fact]
    public async Task Cancel_WhileItIsAnswered_MayCost()
    {
        await using var cerebras = RawHttpServer.Hanging(null);
        await using var services = Services(cerebras.BaseUrl);
        using var interruption = new CancellationTokenSource();
        await using var updates = services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("Hello!", cancellationToken: interruption.Token).GetAsyncEnumerator(interruption.Token);
        var first = updates.MoveNextAsync().AsTask();
        await cerebras.Asked.Task;

        await interruption.CancelAsync();

        Assert.IsNotType<RequestNotSentException>(await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first));
    }

    private ServiceProvider Services(string baseUrl)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cerebras:BaseUrl"] = $"{baseUrl}/v1",
            ["Cerebras:ApiKey"] = "csk-test",
        }).Build();
        return new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddCerebras(configuration)
            .BuildServiceProvider();
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Providers.Cerebras;

/// <summary>Whether a request that is given up has cost anything: over a real socket.</summary>
public sealed class CerebrasInterruptionTests
{
    // The pause before another try; an answer is waited for longer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly WatchedTime _time = new(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));

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
        await UntilItPausesAsync();

        await interruption.CancelAsync();

        await Assert.ThrowsAsync<RequestNotSentException>(() => first);
        Assert.Single(cerebras.Requests);
    }

    [Fact]
    public async Task Cancel_WhileItIsAnswered_MayCost()
    {
        await using var cerebras = RawHttpServer.Hanging(null);
        await using var services = Services(cerebras.BaseUrl);
        using var interruption = new CancellationTokenSource();
        await using var updates = services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("Hello!", cancellationToken: interruption.Token).GetAsyncEnumerator(interruption.Token);
        var first = updates.MoveNextAsync().AsTask();
        await cerebras.Asked.Task.InTimeAsync("a request");

        await interruption.CancelAsync();

        Assert.IsNotType<RequestNotSentException>(await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first));
    }

    private Task UntilItPausesAsync() => _time.NextWaitAsync(wait => wait != Timeout.InfiniteTimeSpan && wait <= LongestPause);

    private ServiceProvider Services(string baseUrl) => CerebrasServices.Of(baseUrl, "csk-test", _time, new RecordedLogs());
}

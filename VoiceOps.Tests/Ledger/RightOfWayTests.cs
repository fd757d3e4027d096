using VoiceOps.Voice.Ledger;
using Xunit;

namespace VoiceOps.Tests.Ledger;

public sealed class RightOfWayTests
{
    private readonly RightOfWay _way = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_NothingIsUnderWay_IsAtOnce()
    {
        Assert.True(_way.FreeAsync(Stop).IsCompletedSuccessfully);

        using var first = await _way.TakeAsync(Stop);

        Assert.True(_way.IsTaken);
        Assert.Null(_way.TryEnter());
    }

    [Fact]
    public async Task Take_WhileACommitIsUnderWay_WaitsUntilItHasGivenWay()
    {
        var commit = _way.TryEnter()!;
        var taking = _way.TakeAsync(Stop);
        Assert.True(_way.IsTaken);
        Assert.False(taking.IsCompleted);

        commit.Dispose();

        (await taking).Dispose();
        Assert.False(_way.IsTaken);
    }

    [Fact]
    public async Task Take_GivenUp_IsInNobodysWay()
    {
        using var commit = _way.TryEnter();
        using var stop = new CancellationTokenSource();
        var taking = _way.TakeAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        Assert.False(_way.IsTaken);
    }

    [Fact]
    public async Task Free_SeveralHaveIt_WaitsForTheLast()
    {
        var (one, other) = (await _way.TakeAsync(Stop), await _way.TakeAsync(Stop));
        var free = _way.FreeAsync(Stop);

        one.Dispose();
        one.Dispose();
        Assert.True(_way.IsTaken);
        Assert.False(free.IsCompleted);

        other.Dispose();
        await free;
        Assert.NotNull(_way.TryEnter());
    }
}

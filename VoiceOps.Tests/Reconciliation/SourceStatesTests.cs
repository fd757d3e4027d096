using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation;

public sealed class SourceStatesTests
{
    private readonly SourceStates _states = new(new FakeTimeProvider(), NullLogger<SourceStates>.Instance);

    [Fact]
    public async Task Run_CancelledByItsOwnTimeOut_IsAFailureOfThisSourceAlone()
    {
        Assert.False(await RunAsync(CancellationToken.None));

        Assert.Equal(1, Assert.Single(_states.Read()).Failures);
    }

    [Fact]
    public async Task Run_CancelledByWhoeverAsks_EndsTheRun()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => RunAsync(new CancellationToken(canceled: true)));

        Assert.Empty(_states.Read());
    }

    private Task<bool> RunAsync(CancellationToken cancellationToken) =>
        _states.RunAsync(ServiceNames.Twilio, "balances", offReason: null, () => Task.FromException(new TaskCanceledException()), cancellationToken);
}

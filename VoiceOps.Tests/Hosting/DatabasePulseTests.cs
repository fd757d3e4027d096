using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class DatabasePulseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Ask_DatabaseThatHangs_GivesUpInTime_AndAnswersOnceItIsBack()
    {
        using var held = new HeldConnections();
        await using var store = await TempStore.CreateAsync(held);
        var pulse = new DatabasePulse(store, _time);
        held.Hold();

        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(pulse));

        held.Release();
        await AskAsync(pulse);
    }

    // Each that hangs holds a thread of the pool, and it is asked every few seconds.
    [Fact]
    public async Task Ask_WhileAReadingHangs_BeginsNoOther()
    {
        using var held = new HeldConnections();
        await using var store = await TempStore.CreateAsync(held);
        var pulse = new DatabasePulse(store, _time);
        held.Hold();

        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(pulse));
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(pulse));

        Assert.Equal(1, held.Waiting);
    }

    // On a thread of its own: before it gave up in time, it held up whoever asked.
    private Task<TimeSpan> AskAsync(DatabasePulse pulse) =>
        _time.PlayUntilAsync(Task.Run(() => pulse.AskAsync(Patience, TestContext.Current.CancellationToken)));
}

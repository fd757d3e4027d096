using VoiceOps.Voice.Conversation;
using Xunit;

namespace VoiceOps.Tests.Conversation;

public sealed class ConversationQueueTests
{
    private readonly ConversationQueue _queue = new(TimeProvider.System);

    // A provider that cancels what it was asked for has failed; a conversation that is not told would go on without it.
    [Fact]
    public async Task Pump_CancelledByTheProvider_TellsItAsItsFault()
    {
        await _queue.PumpAsync(Cancelled(), CancellationToken.None);

        var told = _queue.ReadAsync(TestContext.Current.CancellationToken);
        Assert.True(told.IsCompletedSuccessfully);
        Assert.IsType<TaskCanceledException>(await told);
    }

    [Fact]
    public async Task Pump_CancelledByTheConversation_TellsNothing()
    {
        await _queue.PumpAsync(Cancelled(), new CancellationToken(canceled: true));

        Assert.False(_queue.ReadAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    private static IAsyncEnumerable<object> Cancelled() => AsyncEnumerable.Range(0, 1).Select<int, object>(_ => throw new TaskCanceledException());
}

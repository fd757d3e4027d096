using VoiceOps.Tests.Conversation.Virtual;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>Each stage of a turn is measured where it happens; in virtual time to the frame.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class LatencyTests
{
    [Fact]
    public async Task Turn_TellsEveryStage()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("On all weekdays, we open at nine.") { Delay = TimeSpan.FromMilliseconds(200), Pace = TimeSpan.FromMilliseconds(40) });
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("nine.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.HangUp();

        var turn = call.Turns[1];
        Assert.InRange(turn.EndpointingMilliseconds!.Value, 300, 320);
        Assert.InRange(turn.FirstTokenMilliseconds!.Value - turn.EndpointingMilliseconds.Value, 200, 240);
        // "On all weekdays," is complete with the fourth word.
        Assert.InRange(turn.FirstClauseMilliseconds!.Value - turn.FirstTokenMilliseconds.Value, 100, 160);
        Assert.InRange(turn.FirstAudioMilliseconds!.Value - turn.FirstClauseMilliseconds.Value, 100, 140);
        Assert.InRange(turn.SentMilliseconds!.Value - turn.FirstAudioMilliseconds.Value, 0, 1);
        // The mark stands behind the first 20 ms.
        Assert.InRange(turn.HeardMilliseconds!.Value - turn.SentMilliseconds.Value, 20, 60);
        Assert.False(turn.IsInterrupted);
    }

    [Fact]
    public async Task Turn_Interrupted_IsMarked()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("On all weekdays, we open at nine and close at five."));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("On all");
        call.Exchange("Stop.", "Yes?");
        call.HangUp();

        Assert.Equal([false, true, false], call.Turns.Select(turn => turn.IsInterrupted));
    }
}

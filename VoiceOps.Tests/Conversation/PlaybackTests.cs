using VoiceOps.Tests.Conversation.Virtual;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>What the caller heard, told by marks and where they fail by the clock.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class PlaybackTests
{
    private const string Answer = "We are open from nine to five on weekdays.";

    [Fact]
    public async Task Audio_IsMarkedAtLeastEvery200Milliseconds()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();

        // "Hello there. " is 13 characters of 60 ms.
        Assert.True(call.Line.MarkCount >= 13 * 60 / 200, $"{call.Line.MarkCount} marks");
    }

    [Fact]
    public async Task Marks_Lost_TheClockTellsWhatWasHeard()
    {
        await using var call = await VirtualCall.StartAsync(prepare: call => call.Line.LosesMarks = true);
        call.Greeted();
        call.Time.Run(TimeSpan.FromSeconds(2));

        call.Exchange("When do you open?", Answer);
        call.Time.Run(TimeSpan.FromSeconds(2));
        call.Exchange("Thank you.", "You are welcome.");

        Assert.Equal(["Be brief.", "Hello there.", "When do you open?", Answer, "Thank you."], call.Model.LastMessages);
    }

    [Fact]
    public async Task Mark_ReturnedByAClear_WasNotHeard()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply(Answer));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We are open");
        call.Model.Answer(new VirtualReply("Fine."));

        call.Hear.Say("Never mind that.");
        call.RunUntilHeard("Fine.");

        Assert.StartsWith("We are", call.Model.LastMessages[3], StringComparison.Ordinal);
        Assert.DoesNotContain("weekdays", call.Model.LastMessages[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_WhoseEndIsNeverTold_IsOverWhenItWasHeard()
    {
        await using var call = await VirtualCall.StartAsync(prepare: call => call.Voice.ForgetsTheEnd = true);
        call.Greeted();
        call.Time.Run(TimeSpan.FromSeconds(9));

        call.Exchange("When do you open?", Answer);

        Assert.Equal("Hello there.", call.Model.LastMessages[1]);
    }
}

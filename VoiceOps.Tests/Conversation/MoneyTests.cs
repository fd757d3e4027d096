using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>Every character, token and second is in the books once, and what was in vain is known.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class MoneyTests
{
    [Fact]
    public async Task Call_WithInterruptions_IsBookedAsTheProvidersCounted()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine, every day but Sunday.");
        call.Model.Answer(new VirtualReply("It costs twelve dollars a person, and children are free of charge."));
        call.Hear.Say("What does it cost?");
        call.RunUntilHeard("twelve dollars a person");
        call.Exchange("Too much for me.", "I see.");
        call.HangUp();

        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
        Assert.Equal(call.Hear.Seconds, call.Booked(ServiceNames.Deepgram));
        Assert.Equal(3 * (69 + 45), call.Booked(ServiceNames.Cerebras));
        Assert.Equal(1, call.Booked(ServiceNames.Twilio));
    }

    [Fact]
    public async Task Turns_CarryTheCostFromOneToTheNext()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.Exchange("And on Sundays?", "Never.");
        call.HangUp();

        var total = new[] { ServiceNames.Twilio, ServiceNames.Deepgram, ServiceNames.ElevenLabs, ServiceNames.Cerebras }
            .Sum(service => call.Rows(service).Sum(row => row.CostNanos ?? 0));
        var turns = call.Turns.Sum(turn => turn.CostNanos ?? 0);
        Assert.All(call.Turns, turn => Assert.True(turn.CostNanos > 0));
        Assert.InRange(turns, total * 0.8, total);
    }

    [Fact]
    public async Task Waste_IsWhatWasSentAndNotHeard()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("We are open from nine to five on weekdays."));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We are open");
        call.HangUp();

        var turn = call.Turns[^1];
        Assert.True(turn.IsInterrupted);
        Assert.Equal("We are open from nine to five on weekdays. ".Length, turn.Characters);
        Assert.InRange(turn.UnheardCharacters, 25, 35);
        Assert.Equal(turn.UnheardCharacters, call.Row.UnheardCharacters);
        Assert.InRange(turn.DiscardedTokens, 20, 40);
    }

    [Fact]
    public async Task Interrupted_UsageOfTheDrainedStream_IsMeteredNotEstimated()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Once upon a time there was a king. And a queen.") { Pace = TimeSpan.FromMilliseconds(100) });
        call.Hear.Say("Tell me a story.");
        call.Time.RunUntil(() => call.Line.IsPlaying, "the story begins");
        call.Model.Answer(new VirtualReply("Fine."));
        call.Hear.Interim("Not that one.");
        call.Hear.Final("Not that one.");
        call.RunUntilHeard("Fine.");
        call.HangUp();

        Assert.All(call.Rows(ServiceNames.Cerebras), row => Assert.Equal(UsageBasis.Metered, row.Basis));
        Assert.Equal(2 * (69 + 45), call.Booked(ServiceNames.Cerebras));
    }
}

using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>The voice tells nothing about which characters its sound is of, or nothing that fits: then the time that was played tells.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class SpeechTimingTests
{
    private const string Greeting = "Hello and welcome to the harbour clinic in the old town";
    private const string Answer = "We open at nine on all days of the week except for Sundays.";

    public static TheoryData<int> Timings => [(int)VirtualTiming.Missing, (int)VirtualTiming.Repeated, (int)VirtualTiming.Growing, (int)VirtualTiming.AllAtOnce, (int)VirtualTiming.OfOtherText];

    [Theory]
    [MemberData(nameof(Timings))]
    public async Task BargeIn_WhateverTheTiming_HeardIsWhatWasPlayed(int timing)
    {
        await using var call = (await VirtualCall.StartAsync(prepare: call => call.Voice.Timing = (VirtualTiming)timing)).Greeted();
        call.Model.Answer(new VirtualReply(Answer));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We open");
        call.Time.Run(TimeSpan.FromMilliseconds(1_800));
        var played = call.Line.Heard.Length - "Hello there. ".Length;
        call.Model.Answer(new VirtualReply("Fine."));
        call.Hear.Say("Never mind that now.");
        call.RunUntilHeard("Fine.");
        call.HangUp();

        var heard = call.Model.LastMessages[3];
        Assert.StartsWith(heard, Answer, StringComparison.Ordinal);
        Assert.InRange(heard.Length, played - 10, played + 6);
        Assert.Equal(call.Turns[1].HeardText, heard);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
    }

    [Theory]
    [MemberData(nameof(Timings))]
    public async Task Drop_WhateverTheTiming_GoesOnFromAboutThereAndPaysForTheRestAlone(int timing)
    {
        await using var call = await VirtualCall.StartAsync(
            persona => persona.Greeting = Greeting, call => (call.Voice.Timing, call.Voice.DropsAfterFrames) = ((VirtualTiming)timing, 14));
        call.Time.RunUntil(() => call.Voice.Connections == 2, "connected again");
        call.Time.RunUntil(() => call.Line.Heard.EndsWith("town", StringComparison.Ordinal) && !call.Line.IsPlaying, "the greeting was heard to its end");
        call.HangUp();

        // Half of it had come: neither half is said, or paid for, again.
        Assert.InRange(call.Line.Heard.Length, Greeting.Length - 10, Greeting.Length + 10);
        Assert.InRange(call.Booked(ServiceNames.ElevenLabs), Greeting.Length + 15, Greeting.Length + 40);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
    }

    [Theory]
    [InlineData("context_not_found")]
    [InlineData("max_active_conversations")]
    public async Task Refusal_OfOneUtterance_LeavesTheConnectionAndTheCall_AndCostsNothing(string error)
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        var refusals = 2;
        call.Voice.Refuses = context => context.StartsWith("u2", StringComparison.Ordinal) && refusals-- > 0 ? error : null;
        call.Exchange("When do you open?", "At nine.");
        call.Exchange("And on Sundays?", "Never.");
        call.HangUp();

        Assert.Equal(1, call.Voice.Connections);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
        Assert.Contains("At nine.", call.Model.LastMessages);
    }

    [Fact]
    public async Task Refusal_OfOneUtteranceForGood_TheCallGoesOnWithoutIt()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Voice.Refuses = context => context.StartsWith("u2", StringComparison.Ordinal) ? "text_not_allowed" : null;
        call.Model.Answer(new VirtualReply("At nine."));
        call.Hear.Say("When do you open?");
        call.Time.Run(TimeSpan.FromSeconds(3));
        call.Exchange("And on Sundays?", "Never.");
        call.HangUp();

        Assert.Equal(1, call.Voice.Connections);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
    }
}

using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Conversation.Turns;

/// <summary>When the caller's turn is over.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class EndpointingTests
{
    private static readonly TurnTakingSettings Settings = new()
    {
        MinEndpointingDelay = TimeSpan.FromMilliseconds(300),
        MaxEndpointingDelay = TimeSpan.FromMilliseconds(1200),
    };

    [Fact]
    public async Task FinishedSentence_IsAnsweredAfterTheLeastDelay()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.HangUp();

        Assert.InRange(call.Turns[1].EndpointingMilliseconds!.Value, 300, 320);
    }

    [Fact]
    public async Task UnfinishedSentence_WaitsForTheMostDelay()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("I would like to", "Yes?");
        call.HangUp();

        Assert.InRange(call.Turns[1].EndpointingMilliseconds!.Value, 1200, 1240);
    }

    [Fact]
    public async Task SentenceInTwoParts_IsOneTurn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Two it is."));

        call.Hear.Say("I would like to");
        call.Time.Run(TimeSpan.FromMilliseconds(500));
        call.Hear.Say("book a table for two.");
        call.RunUntilHeard("Two it is.");

        Assert.Equal("I would like to book a table for two.", call.Model.LastMessages[^1]);
        Assert.Single(call.Model.Requests);
    }

    [Fact]
    public async Task UtteranceEnd_WithoutSpeechFinal_EndsTheTurn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("At nine."));

        call.Hear.Sound();
        call.Hear.Final("When do you open", speechFinal: false);
        call.Time.Run(TimeSpan.FromSeconds(1));
        call.Hear.UtteranceEnd();
        call.RunUntilHeard("At nine.");

        Assert.Equal("When do you open", call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task UtteranceEnd_LateFromTheTurnBefore_IsNoTurnOfItsOwn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("We open at nine on all days of the week."));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We open");

        call.Hear.UtteranceEnd();
        call.RunUntilHeard("week.");

        Assert.Single(call.Model.Requests);
        Assert.Equal(0, call.Line.Clears);
    }

    [Fact]
    public async Task EndNeverTold_WhatWasHeardIsAnsweredAllTheSame()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("At nine."));

        call.Hear.Interim("When do you open?");
        call.RunUntilHeard("At nine.");

        Assert.Equal("When do you open?", call.Model.LastMessages[^1]);
    }

    [Fact]
    public void Delay_CallerWhoPauses_GrowsAndForgetsAgain()
    {
        var endpointing = new Endpointing(Settings);
        var before = endpointing.DelayAfter("Done.");
        endpointing.Continued(TimeSpan.FromMilliseconds(900));
        endpointing.Continued(TimeSpan.FromMilliseconds(900));
        var slow = endpointing.DelayAfter("Done.");
        for (var turn = 0; turn < 20; turn++)
        {
            endpointing.Answered();
        }

        Assert.Equal(Settings.MinEndpointingDelay, before);
        Assert.InRange(slow, TimeSpan.FromMilliseconds(600), Settings.MaxEndpointingDelay);
        Assert.InRange(endpointing.DelayAfter("Done."), Settings.MinEndpointingDelay, TimeSpan.FromMilliseconds(310));
    }

    [Fact]
    public void Delay_NeverLeavesItsBounds()
    {
        var endpointing = new Endpointing(Settings);
        for (var turn = 0; turn < 50; turn++)
        {
            endpointing.Continued(TimeSpan.FromSeconds(9));
        }

        Assert.Equal(Settings.MaxEndpointingDelay, endpointing.DelayAfter("Done."));
    }
}

using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>What is spoken, and how soon.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class SpeakingTests
{
    [Fact]
    public async Task Greeting_IsSaidFirstAndCounted()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.HangUp();

        // A trailing space is billed like any other character.
        Assert.Equal(13, call.Voice.Characters);
        Assert.Equal(13, call.Booked(ServiceNames.ElevenLabs));
    }

    [Fact]
    public async Task Disclosure_WhenSet_ComesBeforeTheGreeting()
    {
        await using var call = await VirtualCall.StartAsync(settings: ("VoiceOps:Disclosure", "You are talking to an AI."));

        call.RunUntilHeard("You are talking to an AI. Hello there.");
    }

    [Fact]
    public async Task Variables_InGreetingAndPrompt_AreFilledIn()
    {
        await using var call = await VirtualCall.StartAsync(persona =>
            (persona.Greeting, persona.SystemPrompt) = ("Hi from {{persona}} at {{ time }}.", "Caller {{caller}} of {{account}} on {{date}}, {{unknown}}."));
        call.RunUntilHeard("Hi from Receptionist at twelve hundred.".Replace("twelve hundred", "zero hundred", StringComparison.Ordinal));
        call.Time.Run(TimeSpan.FromMilliseconds(300));
        call.Exchange("Hello?", "Yes.");

        Assert.Equal("Caller +14155550100 of Everyone else on Saturday, 1 January 2000, {{unknown}}.", call.Model.LastMessages[0]);
    }

    [Fact]
    public async Task FirstClause_GoesToSpeechWhileTheRestIsWritten()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("On all weekdays, we open at nine.") { Pace = TimeSpan.FromMilliseconds(500) });
        call.Hear.Say("When do you open?");

        call.Time.RunUntil(() => call.Voice.Texts.Count == 2, "the first clause was sent");

        Assert.Equal("On all weekdays,", call.Voice.Texts[^1]);
        Assert.Equal(TimeSpan.Zero, call.Line.SpokeAt[^1] > call.Time.Now ? TimeSpan.MaxValue : TimeSpan.Zero);
        call.RunUntilHeard("On all weekdays,");
        Assert.DoesNotContain("we open at nine.", call.Voice.Texts);
    }

    [Fact]
    public async Task Markdown_NumbersAndReasoning_AreSpokenAsAPersonWould()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("**Sure**, it costs $12.50 for 3 people.") { Reasoning = "The caller wants a price." });
        call.Hear.Say("What does it cost?");
        call.RunUntilHeard("three people.");

        Assert.Equal(["Sure, it costs twelve dollars and fifty cents for three people."], call.Voice.Texts.Skip(1));
    }

    [Fact]
    public async Task SlowReply_IsBridgedByAFillerThatTheModelIsNotTold()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("At nine.") { Delay = TimeSpan.FromSeconds(4) });
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("One moment, please.");
        call.RunUntilHeard("At nine.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.Exchange("Thank you.", "Bye.");
        call.HangUp();

        Assert.True(call.Turns[1].HasFiller);
        Assert.Equal("One moment, please. At nine.", call.Turns[1].HeardText);
        Assert.Contains("At nine.", call.Model.LastMessages);
        Assert.Equal(call.Voice.Characters, call.Booked(ServiceNames.ElevenLabs));
    }

    [Fact]
    public async Task QuickReply_HasNoFiller()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.Time.Run(TimeSpan.FromSeconds(3));

        Assert.Equal("Hello there. At nine.", call.Line.Heard);
    }

    [Fact]
    public async Task Pronunciations_AreSpokenAndTheHistoryKeepsTheWriting()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.Settings = new PersonaSettings
        {
            Pronunciations = [new Pronunciation { Word = "SQL", SayAs = "sequel" }],
        })).Greeted();
        call.Model.Answer(new VirtualReply("We teach SQL."));
        call.Hear.Say("What do you teach?");
        call.RunUntilHeard("We teach sequel.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.Exchange("Fine.", "Yes.");

        Assert.Contains("We teach SQL.", call.Model.LastMessages);
    }
}

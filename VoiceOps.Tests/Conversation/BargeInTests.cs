using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>The caller speaks while the agent does.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class BargeInTests
{
    private const string Story = "We are open from nine to five on weekdays and from ten to two on Saturdays.";

    [Fact]
    public async Task On_FirstSound_ClearsThePlaybackAtOnce()
    {
        await using var call = await SpeakingAsync();

        var at = call.Time.Now;
        call.Hear.Sound();

        Assert.Equal([at], call.Line.ClearedAt);
        Assert.False(call.Line.IsPlaying);
    }

    [Fact]
    public async Task On_GenerationLongDone_StillClearsWhatIsPlaying()
    {
        await using var call = await SpeakingAsync();
        call.Time.Run(TimeSpan.FromSeconds(1.5)); // all of it was made and sent long ago

        call.Hear.Sound();

        Assert.Equal(1, call.Line.Clears);
        Assert.False(call.Line.IsPlaying);
    }

    [Theory]
    [InlineData("okay")]
    [InlineData("Yeah.")]
    [InlineData("Mhm, right.")]
    public async Task On_Backchannel_IsHeardOnFromWhereTheCallerStoppedHearing(string backchannel)
    {
        await using var call = await SpeakingAsync();

        call.Hear.Say(backchannel);
        call.RunUntilHeard("Saturdays.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.HangUp();

        Assert.EndsWith(Story, AllHeard(call), StringComparison.Ordinal);
        Assert.Single(call.Model.Requests);
        Assert.Equal(0, call.Row.UnheardCharacters);
    }

    [Fact]
    public async Task On_SoundWithoutWords_GoesOnAfterAWhile()
    {
        await using var call = await SpeakingAsync();

        call.Hear.Sound();
        call.Time.Run(TimeSpan.FromSeconds(1.9));
        Assert.False(call.Line.IsPlaying);
        call.RunUntilHeard("Saturdays.");

        Assert.EndsWith(Story, AllHeard(call), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_EmptyResult_GoesOnAtOnce()
    {
        await using var call = await SpeakingAsync();

        call.Hear.Sound();
        call.Hear.Final("");
        call.Time.Run(TimeSpan.FromMilliseconds(40));

        Assert.True(call.Line.IsPlaying);
    }

    [Fact]
    public async Task On_Words_CancelTheTurnAndTheHistoryHoldsOnlyWhatWasHeard()
    {
        await using var call = await SpeakingAsync();
        call.RunUntilHeard("nine to five on");
        call.Model.Answer(new VirtualReply("Sure."));

        call.Hear.Say("What about Sundays?");
        call.RunUntilHeard("Sure.");
        call.HangUp();

        Assert.Equal(["Be brief.", "Hello there.", "When do you open?", "We are open from nine to five", "What about Sundays?"], call.Model.LastMessages);
        var turn = call.Turns.Single(turn => turn.CallerText == "When do you open?");
        Assert.True(turn.IsInterrupted);
        Assert.Equal("We are open from nine to five", turn.HeardText);
        Assert.Equal("on weekdays and from ten to two on Saturdays.", turn.UnheardText);
    }

    [Fact]
    public async Task On_Words_StopTheGenerationAndTheSpeech()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Once upon a time there was a king. He had a castle. It was large. It was old.") { Pace = TimeSpan.FromMilliseconds(200) });
        call.Hear.Say("Tell me a story.");
        call.RunUntilHeard("Once upon");
        call.Model.Answer(new VirtualReply("Fine."));

        call.Hear.Say("Rather tell me the time.");
        call.RunUntilHeard("Fine.");

        Assert.DoesNotContain("It was large.", call.Voice.Texts);
        Assert.DoesNotContain("castle", call.Line.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterWords_FewerWords_ClearNothing()
    {
        await using var call = await SpeakingAsync(BargeInMode.AfterWords);

        call.Hear.Say("Hmm interesting");
        call.RunUntilHeard("Saturdays.");

        Assert.Equal(0, call.Line.Clears);
        Assert.EndsWith(Story, AllHeard(call), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterWords_EnoughWords_Interrupt()
    {
        await using var call = await SpeakingAsync(BargeInMode.AfterWords);

        call.Hear.Sound();
        call.Hear.Interim("But what");
        Assert.Equal(0, call.Line.Clears);
        call.Hear.Interim("But what about");

        Assert.Equal(1, call.Line.Clears);
    }

    [Theory]
    [InlineData(BargeInMode.Off)]
    [InlineData(BargeInMode.AfterWords)]
    [InlineData(BargeInMode.On)]
    public async Task AnyMode_StopWord_Interrupts(BargeInMode mode)
    {
        await using var call = await SpeakingAsync(mode);

        call.Hear.Interim("Wait");

        Assert.Equal(1, call.Line.Clears);
    }

    [Fact]
    public async Task Off_Words_AreAnsweredWhenTheAgentIsDone()
    {
        await using var call = await SpeakingAsync(BargeInMode.Off);
        call.Model.Answer(new VirtualReply("Never."));

        call.Hear.Say("And on Sundays?");
        Assert.Single(call.Model.Requests);
        call.RunUntilHeard("Never.");

        Assert.Equal(0, call.Line.Clears);
        Assert.Contains(Story, AllHeard(call), StringComparison.Ordinal);
        Assert.Equal("And on Sundays?", call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task WhileTheModelThinks_MoreWords_AreOneTurnWithThoseBefore()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Never heard.") { Delay = TimeSpan.FromSeconds(3) });
        call.Hear.Say("I would like to book.");
        call.Model.Answer(new VirtualReply("Two people it is."));

        call.Hear.Say("A table for two.");
        call.RunUntilHeard("Two people it is.");
        call.HangUp();

        Assert.Equal("I would like to book. A table for two.", call.Model.LastMessages[^1]);
        Assert.Equal("Hello there. Two people it is.", AllHeard(call));
    }

    [Fact]
    public async Task Interrupted_ReplyThatWasNeverHeard_IsAllWaste()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Never heard.") { Delay = TimeSpan.FromSeconds(3) });
        call.Hear.Say("I would like to book.");
        call.Model.Answer(new VirtualReply("Two people it is."));
        call.Hear.Say("A table for two.");
        call.RunUntilHeard("Two people it is.");
        call.HangUp();

        var first = call.Turns.Single(turn => turn.CallerText == "I would like to book.");
        Assert.True(first.DiscardedTokens > 0);
        Assert.Equal(UsageBasis.Estimated, call.Rows(ServiceNames.Cerebras)[0].Basis);
        Assert.Equal(call.Turns.Sum(turn => turn.DiscardedTokens), call.Row.DiscardedTokens);
    }

    private static async Task<VirtualCall> SpeakingAsync(BargeInMode mode = BargeInMode.On)
    {
        var call = (await VirtualCall.StartAsync(persona => persona.Settings = new PersonaSettings { TurnTaking = new TurnTakingSettings { BargeIn = mode } })).Greeted();
        call.Model.Answer(new VirtualReply(Story));
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We are open");
        return call;
    }

    private static string AllHeard(VirtualCall call) => call.Line.Heard.Replace("  ", " ", StringComparison.Ordinal);
}

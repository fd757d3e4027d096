using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>Nobody speaks, or one side wants to end the call.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class SilenceTests
{
    [Fact]
    public async Task Silence_IsAskedAboutThenEndedWithAGoodbyeThatIsHeard()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();

        call.RunUntilHeard("Are you still there?");
        Assert.InRange(call.Time.Now, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(13));
        call.RunToEnd();

        Assert.EndsWith("I will hang up now. Goodbye.", call.Line.Heard, StringComparison.Ordinal);
        Assert.True(call.Line.HasHungUp);
        Assert.Equal(EndedReason.AgentHangup, call.Row.EndedReason);
        Assert.Equal([TurnKind.Greeting, TurnKind.StillThere, TurnKind.Goodbye], call.Turns.Select(turn => turn.Kind));
        Assert.Contains(call.Model.LineUpdates, form => form.Contains("Status=completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_CallerAnswersTheQuestion_GoesOn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.RunUntilHeard("Are you still there?");
        call.Time.Run(TimeSpan.FromMilliseconds(300));

        call.Exchange("I am still here.", "Good.");
        call.Time.Run(TimeSpan.FromSeconds(9));

        Assert.EndsWith("Good.", call.Line.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentSeconds_CountFromTheCallersLastSound()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.Time.Run(TimeSpan.FromSeconds(5));
        call.HangUp();

        Assert.InRange(call.Row.SilentSeconds!.Value, 5, 7);
        Assert.True(call.Row.WasteNanos > 0);
    }

    [Fact]
    public async Task Model_MayEndTheCall_AfterItsGoodbyeWasHeard()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.Settings = persona.Settings with { CanEndCall = true })).Greeted();
        call.Model.Answer(new VirtualReply("Take care, and goodbye!") { Tool = "end_call" });
        call.Hear.Say("That was all, thanks.");
        call.RunToEnd();

        Assert.EndsWith("Take care, and goodbye!", call.Line.Heard, StringComparison.Ordinal);
        Assert.Equal(EndedReason.AgentHangup, call.Row.EndedReason);
        Assert.Equal(0, call.Row.UnheardCharacters);
    }

    [Fact]
    public async Task Model_ThatMayNotEndTheCall_IsNotOfferedTheTool()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("Goodbye.", "Goodbye!");

        Assert.False(call.Model.Requests[^1].TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task Keys_ReachTheConversationAfterAPause()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Thank you."));

        foreach (var key in "4711")
        {
            await call.Line.PressAsync(key);
            call.Time.Run(TimeSpan.FromMilliseconds(400));
        }

        call.RunUntilHeard("Thank you.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.HangUp();

        Assert.Equal("[The caller pressed these keys on the phone: 4 7 1 1]", call.Model.LastMessages[^1]);
        Assert.Equal(TurnKind.Keys, call.Turns[^1].Kind);
    }

    [Fact]
    public async Task Keys_Pound_NeedsNoPauseAndStopsTheAgent()
    {
        await using var call = await VirtualCall.StartAsync();
        call.RunUntilHeard("Hello");
        call.Model.Answer(new VirtualReply("Thank you."));

        await call.Line.PressAsync('1');
        await call.Line.PressAsync('#');
        call.Time.Run(TimeSpan.FromMilliseconds(40));

        Assert.Equal(1, call.Line.Clears);
        Assert.Single(call.Model.Requests);
    }

    [Fact]
    public async Task MaxDuration_SaysGoodbyeBeforeTheLineIsCut()
    {
        await using var call = await VirtualCall.StartAsync(settings: ("VoiceOps:MaxCallDuration", "00:00:05"));
        call.RunToEnd();

        Assert.EndsWith("Goodbye.", call.Line.Heard, StringComparison.Ordinal);
        Assert.Equal(EndedReason.MaxDuration, call.Row.EndedReason);
    }
}

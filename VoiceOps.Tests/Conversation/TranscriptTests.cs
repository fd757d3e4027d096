using VoiceOps.Tests.Conversation.Virtual;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>What was said is kept with the call, or not at all.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class TranscriptTests
{
    [Fact]
    public async Task Transcript_IsKeptTurnByTurn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.HangUp();

        Assert.Equal([(null, "Hello there."), ("When do you open?", "At nine.")], call.Turns.Select(turn => (turn.CallerText, turn.HeardText)));
    }

    [Fact]
    public async Task Transcript_SwitchedOff_KeepsTheFiguresAndNoWord()
    {
        await using var call = (await VirtualCall.StartAsync(settings: ("VoiceOps:KeepTranscripts", "false"))).Greeted();
        call.Exchange("When do you open?", "At nine.");
        call.HangUp();

        Assert.All(call.Turns, turn => Assert.True(turn is { CallerText: null, HeardText: null, UnheardText: null, Characters: > 0 }));
    }
}

using System.Net;
using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>A model answers without a word: the caller is asked again within a second, not left alone for ten.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class WordlessAnswerTests
{
    private const string Sentence = "Sorry, could you say that again?";

    public static TheoryData<string> Kinds => [TurnFailure.CutOff, TurnFailure.OnlyReasoning, TurnFailure.Filtered, TurnFailure.UnknownTool, TurnFailure.Empty, "newlines", "picture", "nothing"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AnswerWithoutWords_Twice_ASentenceIsSpokenAndTheTurnIsMarked(string kind)
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(Wordless(kind));
        call.Model.Answer(Wordless(kind));
        call.Hear.Say("When do you open?");
        var asked = call.Time.Now;
        call.RunUntilHeard("Sorry");
        Assert.InRange(call.Time.Now - asked, TimeSpan.Zero, TimeSpan.FromMilliseconds(1_000));
        call.RunUntilHeard(Sentence);
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.Exchange("When do you open?", "At nine.");
        call.HangUp();

        var turn = call.Turns[1];
        Assert.Equal((Reason(kind), Sentence), (turn.Failure, turn.HeardText));
        Assert.Null(call.Turns[2].Failure);
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
        Assert.Equal(3, call.Model.Requests.Count);
        Assert.Contains(Sentence, call.Model.LastMessages);
        // Each request once: what the provider told, or for the one that told nothing what was asked.
        Assert.Equal(6, call.Rows(ServiceNames.Cerebras).Count(row => row.UsageMicros > 0) + (kind == "nothing" ? 2 : 0));
        Assert.Equal(turn.PromptTokens + turn.CompletionTokens, turn.DiscardedTokens);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AnswerWithoutWords_ThenOneWithThem_IsHeardAndTheTurnIsMarkedAllTheSame(string kind)
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.Settings = new PersonaSettings { CanEndCall = true })).Greeted();
        call.Model.Answer(Wordless(kind));
        call.Exchange("When do you open?", "At nine.");
        call.HangUp();

        Assert.Equal((Reason(kind), "At nine."), (call.Turns[1].Failure, call.Turns[1].HeardText));
        Assert.Equal(2, call.Model.Requests.Count);
    }

    // Seen where a stand-in answers every request with one recorded stream.
    [Fact]
    public async Task AnswerWithoutWords_TwiceUnderOneId_IsBookedTwice()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(Wordless(TurnFailure.Empty) with { Id = "chatcmpl-case" });
        call.Model.Answer(Wordless(TurnFailure.Empty) with { Id = "chatcmpl-case" });
        call.Hear.Say("When do you open?");
        call.RunUntilHeard(Sentence);
        call.HangUp();

        Assert.Equal(2 * (69 + 45), call.Booked(ServiceNames.Cerebras));
    }

    [Fact]
    public async Task Limit_LeavesRoomForReasoning_AndMoreAfterItWasReached()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.Settings = new PersonaSettings { MaxReplyTokens = 100, ReasoningTokens = 400 })).Greeted();
        call.Model.Answer(Wordless(TurnFailure.CutOff));
        call.Exchange("When do you open?", "At nine.");

        Assert.Equal([500, 900], call.Model.Requests.Select(request => request.GetProperty("max_completion_tokens").GetInt32()));
    }

    [Fact]
    public async Task SecondTry_Refused_TheSentenceIsSpokenAndTheCallGoesOn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(Wordless(TurnFailure.Empty));
        call.Model.Answer(new VirtualReply("") { Status = HttpStatusCode.BadRequest });
        call.Hear.Say("When do you open?");
        call.RunUntilHeard(Sentence);
        call.HangUp();

        Assert.Equal((TurnFailure.Empty, EndedReason.CallerHangup), (call.Turns[1].Failure, call.Row.EndedReason));
    }

    private static string Reason(string kind) => kind is "newlines" or "picture" or "nothing" ? TurnFailure.Empty : kind;

    private static VirtualReply Wordless(string kind) => kind switch
    {
        TurnFailure.CutOff => new VirtualReply("") { Reasoning = "Let me think", Finish = "length" },
        TurnFailure.OnlyReasoning => new VirtualReply("") { Reasoning = "Let me think" },
        TurnFailure.Filtered => new VirtualReply("") { Finish = "content_filter" },
        TurnFailure.UnknownTool => new VirtualReply("") { Tool = "lookup_hours" },
        "newlines" => new VirtualReply("\n\n") { IsVerbatim = true },
        "picture" => new VirtualReply("** \U0001F44D") { IsVerbatim = true },
        "nothing" => new VirtualReply("") { IsNothing = true },
        _ => new VirtualReply(""),
    };
}

using System.Net;
using VoiceOps.Tests.Conversation.Virtual;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>A provider fails: the caller is told, or does not notice.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class FaultTests
{
    private const string Apology = "I am sorry, something went wrong on our side. Please call again later.";

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Model_Refuses_TheFallbackModelAnswersAndIsBooked(HttpStatusCode status)
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.FallbackModel = "llama-3.3-70b")).Greeted();
        RefuseUntilTheFallback(call, status);
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("At nine.");
        call.Time.Run(TimeSpan.FromMilliseconds(200));
        call.HangUp();

        Assert.Equal("llama-3.3-70b", call.Model.LastModel);
        Assert.Equal("llama-3.3-70b", call.Turns[1].Model);
        Assert.All(call.Rows(ServiceNames.Cerebras), row => Assert.Equal("llama-3.3-70b", row.Model));
        Assert.Equal(69 + 45, call.Booked(ServiceNames.Cerebras));
    }

    [Fact]
    public async Task Model_Withdrawn_IsNotAskedAgain()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.FallbackModel = "llama-3.3-70b")).Greeted();
        call.Model.Answer(new VirtualReply("") { Status = HttpStatusCode.NotFound });
        call.Exchange("When do you open?", "At nine.");
        var asked = call.Model.Requests.Count;
        call.Exchange("And on Sundays?", "Never.");

        Assert.Equal(asked + 1, call.Model.Requests.Count);
        Assert.Equal("llama-3.3-70b", call.Model.LastModel);
    }

    [Fact]
    public async Task Model_WithdrawnWithoutAFallbackChosen_TheCatalogsReplacementAnswers()
    {
        await using var call = (await VirtualCall.StartAsync(persona => persona.LlmModel = "llama-3.3-70b")).Greeted();
        call.Model.Answer(new VirtualReply("") { Status = HttpStatusCode.NotFound });
        call.Exchange("When do you open?", "At nine.");

        Assert.Equal("gpt-oss-120b", call.Model.LastModel);
    }

    [Fact]
    public async Task Model_StaysAway_ApologizesAndEndsTheCall()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            call.Model.Answer(new VirtualReply("") { Status = HttpStatusCode.Unauthorized });
        }

        call.Hear.Say("When do you open?");
        call.RunToEnd();

        Assert.EndsWith(Apology, call.Line.Heard, StringComparison.Ordinal);
        Assert.Equal(EndedReason.ProviderFailed, call.Row.EndedReason);
        Assert.Contains("cerebras", call.Row.EndedDetail, StringComparison.Ordinal);
        Assert.Equal(TurnKind.Apology, call.Turns[^1].Kind);
    }

    [Fact]
    public async Task Model_BreaksOffAfterItWasHeard_TheConversationGoesOn()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("We open at nine. On Saturdays it is") { DropsAfter = 6 });
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We open at nine.");
        call.Time.Run(TimeSpan.FromSeconds(2));
        call.Exchange("Thank you.", "You are welcome.");
        call.HangUp();

        Assert.Equal(UsageBasis.Estimated, call.Rows(ServiceNames.Cerebras)[0].Basis);
        Assert.Equal(UsageBasis.Metered, call.Rows(ServiceNames.Cerebras)[^1].Basis);
        Assert.Equal(EndedReason.CallerHangup, call.Row.EndedReason);
    }

    [Fact]
    public async Task Transcription_Refused_TheCallerHearsAnApology()
    {
        await using var call = await VirtualCall.StartAsync(prepare: call =>
            call.Hear.Refusal = new WebSocketRefusedException(401, new Dictionary<string, string>(), "{}"));
        call.RunToEnd();

        Assert.EndsWith(Apology, call.Line.Heard, StringComparison.Ordinal);
        Assert.Equal(EndedReason.ProviderFailed, call.Row.EndedReason);
        Assert.StartsWith("deepgram: ", call.Row.EndedDetail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_Silent_EndsTheCall()
    {
        await using var call = await VirtualCall.StartAsync(prepare: call => call.Voice.IsMute = true);
        call.RunToEnd();

        Assert.Equal(EndedReason.ProviderFailed, call.Row.EndedReason);
        Assert.Contains("elevenlabs", call.Row.EndedDetail, StringComparison.Ordinal);
        Assert.Equal(call.Voice.Characters, call.Row.UnheardCharacters);
    }

    private static void RefuseUntilTheFallback(VirtualCall call, HttpStatusCode status)
    {
        // Tries of the same model are the HTTP policy's; whatever their number, the fallback is next.
        call.Model.AnswerModel("gpt-oss-120b", new VirtualReply("") { Status = status });
        call.Model.AnswerModel("llama-3.3-70b", new VirtualReply("At nine."));
    }
}

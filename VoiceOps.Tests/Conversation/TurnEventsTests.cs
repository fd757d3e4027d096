using VoiceOps.Tests.Conversation.Virtual;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>The transcription tells of pauses, sounds and words late, twice, out of order or about something older.</summary>
[Collection(VirtualTimeCollection.Name)]
public sealed class TurnEventsTests
{
    private const string Booking = "I want to change my booking.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UtteranceEnd_OlderThanTheNewestWords_EndsNoTurn(bool isAboutNoWord)
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Exchange("Hello there.", "Hi.");
        var before = call.Hear.Now - 1.2;

        call.Model.Answer(new VirtualReply("Certainly."));
        call.Hear.Sound();
        call.Time.Run(TimeSpan.FromMilliseconds(250));
        call.Hear.Result("I want to", call.Hear.Now - 0.25, call.Hear.Now);
        call.Time.Run(TimeSpan.FromMilliseconds(60));
        call.Hear.UtteranceEndAt(isAboutNoWord ? -1 : before);
        call.Time.Run(TimeSpan.FromMilliseconds(1_200));
        call.Hear.Result(Booking, call.Hear.Now - 1.5, call.Hear.Now - 0.3, isFinal: true, speechFinal: true);
        call.RunUntilHeard("Certainly.");

        Assert.Equal(2, call.Model.Requests.Count);
        Assert.Equal(Booking, call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task Final_Repeated_IsNotSaidTwiceAndCutsNobodyOff()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("We open at nine on all days of the week."));
        var (from, until) = (call.Hear.Now, call.Hear.Now + 1);
        call.Time.Run(TimeSpan.FromMilliseconds(1_300));
        call.Hear.Result("When do you open?", from, until, isFinal: true, speechFinal: true);
        call.Hear.Result("When do you open?", from, until, isFinal: true, speechFinal: true);
        call.RunUntilHeard("We open");
        call.Hear.Result("When do you open?", from, until, isFinal: true, speechFinal: true);
        call.RunUntilHeard("week.");
        call.Time.Run(TimeSpan.FromSeconds(2));

        Assert.Equal((1, 0), (call.Model.Requests.Count, call.Line.Clears));
        Assert.Equal("When do you open?", call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task Sound_ToldLate_DoesNotHoldTheAnswer()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("We open at nine on all days of the week."));
        var from = call.Hear.Now;
        call.Hear.Say("When do you open?");
        call.RunUntilHeard("We open");
        call.Hear.SoundAt(from);
        call.RunUntilHeard("week.");

        Assert.Equal(0, call.Line.Clears);
    }

    [Fact]
    public async Task Interim_OlderThanAFinal_IsNoWordMore()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("At nine."));
        var from = call.Hear.Now;
        call.Time.Run(TimeSpan.FromMilliseconds(1_300));
        call.Hear.Result("When do you open", from, from + 1, isFinal: true);
        call.Hear.Result("When do you", from, from + 0.6);
        call.Hear.Result("", from + 1, from + 1.3, isFinal: true, speechFinal: true);
        call.RunUntilHeard("At nine.");

        Assert.Equal("When do you open", call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task Finals_InTheWrongOrder_StandAsTheyWereSaid()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Certainly."));
        var from = call.Hear.Now;
        call.Time.Run(TimeSpan.FromMilliseconds(2_300));
        call.Hear.Result("for two.", from + 1, from + 2, isFinal: true);
        call.Hear.Result("Book a table", from, from + 1, isFinal: true);
        call.Hear.Result("", from + 2, from + 2.3, isFinal: true, speechFinal: true);
        call.RunUntilHeard("Certainly.");

        Assert.Equal("Book a table for two.", call.Model.LastMessages[^1]);
    }

    [Fact]
    public async Task Final_OfWordsThatWereAnsweredBefore_SaysOnlyTheRest()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("What would you like to do?"));
        call.Model.Answer(new VirtualReply("Certainly."));
        var from = call.Hear.Now;
        call.Time.Run(TimeSpan.FromMilliseconds(600));
        call.Hear.Result("I want to", from, from + 0.5);
        call.Time.Run(TimeSpan.FromMilliseconds(1_000));
        call.Hear.UtteranceEndAt(from + 0.5);
        call.Time.RunUntil(() => call.Model.Requests.Count == 1, "the interim words were answered");
        call.Time.Run(TimeSpan.FromMilliseconds(400));
        call.Hear.Result(Booking, from, call.Hear.Now - 0.3, isFinal: true, speechFinal: true);
        call.RunUntilHeard("Certainly.");

        Assert.Equal(1, string.Join(' ', call.Model.LastMessages).Split("I want to").Length - 1);
    }

    [Fact]
    public async Task SpeechFinal_OfOlderAudioWithoutWords_DoesNotEndWhatIsBeingSaid()
    {
        await using var call = (await VirtualCall.StartAsync()).Greeted();
        call.Model.Answer(new VirtualReply("Certainly."));
        var from = call.Hear.Now;
        call.Time.Run(TimeSpan.FromMilliseconds(1_000));
        call.Hear.Result("I want it changed.", from + 0.2, from + 1);
        call.Hear.Result("", from - 1, from, isFinal: true, speechFinal: true);
        call.Time.Run(TimeSpan.FromMilliseconds(1_500));

        Assert.Empty(call.Model.Requests);
    }
}

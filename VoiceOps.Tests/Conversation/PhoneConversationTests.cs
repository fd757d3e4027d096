using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Conversation;

public sealed class PhoneConversationTests
{
    [Fact]
    public async Task Start_BeforeTheCallerSpeaks_GreetsAndCountsItsCharacters()
    {
        await using var run = Run.Start(out var call);

        await call.ExpectAsync("speak u1 Hello there.", "finish u1");
        call.Speak("u1", 13);
        call.Speak("u1", 0, isFinal: true);
        await call.ExpectAsync("audio", "mark u1/13", "mark u1/end");

        // A trailing space is billed like any other character.
        Assert.Equal([ServiceNames.ElevenLabs], call.Meters.Read().ServicesUsed);
        Assert.Equal(13_000_000, SpeechRow(call).UsageMicros);
    }

    [Fact]
    public async Task UserTurn_SpeechFinal_IsAnsweredSentenceBySentence()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("We open at nine. See you then!", 69, 45, token));
        await GreetAsync(call);

        call.HearTurn("When do you open?");

        await call.ExpectAsync("speak u2 We open at nine.", "speak u2 See you then!", "finish u2");
        Assert.Equal(["Be brief.", "Hello there.", "When do you open?"], call.Requests.Single().Select(message => message.Text));
    }

    [Fact]
    public async Task UserTurn_UtteranceEndWithoutSpeechFinal_IsAnswered()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("Nine o'clock.", 10, 3, token));
        await GreetAsync(call);

        call.Hear(new TranscriptHeard("When do you", IsFinal: true, SpeechFinal: false));
        call.Hear(new TranscriptHeard("open?", IsFinal: true, SpeechFinal: false));
        call.Hear(new UtteranceEnded());

        await call.ExpectAsync("speak u2 Nine o'clock.", "finish u2");
        Assert.Equal("When do you open?", call.Requests.Single()[^1].Text);
    }

    [Fact]
    public async Task BargeIn_WhileTheAgentSpeaks_ClearsThePlaybackAndKeepsOnlyWhatWasHeard()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("Sure.", 10, 3, token));
        await call.ExpectAsync("speak u1 Hello there.", "finish u1");
        call.Speak("u1", 6);
        call.Speak("u1", 7);
        await call.ExpectAsync("audio", "mark u1/6", "audio", "mark u1/13");
        await call.PlayedAsync("u1/6");

        call.Hear(new SpeechStarted());
        await call.ExpectAsync("clear", "cancel u1");
        await call.PlayedAsync("u1/13"); // a clear returns marks that were never played
        call.HearTurn("Stop.");

        await call.ExpectAsync("speak u2 Sure.", "finish u2");
        Assert.Equal(["Be brief.", "Hello", "Stop."], call.Requests.Single().Select(message => message.Text));
    }

    [Fact]
    public async Task BargeIn_AudioOfTheInterruptedUtterance_IsNotPlayed()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("Sure.", 10, 3, token));
        await call.ExpectAsync("speak u1 Hello there.", "finish u1");
        call.Hear(new SpeechStarted());
        await call.ExpectAsync("clear", "cancel u1");

        call.Speak("u1", 13);
        call.HearTurn("Go on.");

        await call.ExpectAsync("speak u2 Sure.", "finish u2");
        call.Speak("u2", 5);
        await call.ExpectAsync("audio", "mark u2/5");
    }

    [Fact]
    public async Task BargeIn_WhileGenerating_MetersTheUsageOfTheDrainedStream()
    {
        await using var run = Run.Start(out var call);
        var rest = new TaskCompletionSource();
        call.Replies.Enqueue(token => SlowAsync(rest.Task, endsWithUsage: true, token));
        await GreetAsync(call);
        call.HearTurn("Tell me a story.");
        await call.ExpectAsync("speak u2 Once upon a time.");

        call.Hear(new SpeechStarted());
        await call.ExpectAsync("clear", "cancel u2");
        rest.SetResult();
        await TokensAsync(call);

        var rows = TokenRows(call);
        Assert.Equal([("prompt", 69_000_000L, UsageBasis.Metered), ("completion", 45_000_000L, UsageBasis.Metered)], rows);
    }

    [Fact]
    public async Task BargeIn_UsageNeverComes_IsEstimatedAndMarked()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => SlowAsync(Task.Delay(Timeout.InfiniteTimeSpan, token), endsWithUsage: false, token));
        await GreetAsync(call);
        call.HearTurn("Tell me a story.");
        await call.ExpectAsync("speak u2 Once upon a time.");

        call.Hear(new SpeechStarted());
        await call.ExpectAsync("clear", "cancel u2");
        call.Time.Advance(TimeSpan.FromMilliseconds(500));
        await TokensAsync(call);

        Assert.All(TokenRows(call), row => Assert.Equal(UsageBasis.Estimated, row.Basis));
        Assert.All(TokenRows(call), row => Assert.True(row.Micros > 0));
    }

    [Fact]
    public async Task BargeIn_NothingSaid_GoesOnInsteadOfFallingSilent()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("As I was saying.", 10, 3, token));
        await call.ExpectAsync("speak u1 Hello there.", "finish u1");

        call.Hear(new SpeechStarted());
        call.Hear(new TranscriptHeard("", IsFinal: true, SpeechFinal: true));

        await call.ExpectAsync("clear", "cancel u1", "speak u2 As I was saying.", "finish u2");
    }

    [Fact]
    public async Task BargeIn_NoWordFollows_GoesOnAfterAWhile()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("As I was saying.", 10, 3, token));
        await call.ExpectAsync("speak u1 Hello there.", "finish u1");

        call.Hear(new SpeechStarted());
        await call.ExpectAsync("clear", "cancel u1");
        call.Time.Advance(TimeSpan.FromSeconds(4));

        await call.ExpectAsync("speak u2 As I was saying.", "finish u2");
    }

    [Fact]
    public async Task UtteranceEnd_LateFromTheTurnBefore_IsNoTurnOfItsOwn()
    {
        await using var run = Run.Start(out var call);
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("We open at nine.", 10, 3, token));
        call.Replies.Enqueue(token => ScriptedCall.StreamAsync("On Sundays at ten.", 10, 3, token));
        await GreetAsync(call);
        call.HearTurn("When do you open?");
        await call.ExpectAsync("speak u2 We open at nine.", "finish u2");

        // The caller goes on at once; the pause after the first sentence is told only now.
        call.Hear(new SpeechStarted());
        call.Hear(new UtteranceEnded());
        call.HearTurn("On Sundays, I mean.");

        await call.ExpectAsync("clear", "cancel u2", "speak u3 On Sundays at ten.", "finish u3");
        Assert.Equal(2, call.Requests.Count);
    }

    [Fact]
    public async Task Provider_Drops_EndsTheConversationWithItsName()
    {
        await using var run = Run.Start(out var call);
        await GreetAsync(call);

        call.EndTranscription(new ProviderException(ServiceNames.Deepgram, "dropped the connection"));

        var fault = await Assert.ThrowsAsync<ProviderException>(() => run.Conversation);
        Assert.Equal(ServiceNames.Deepgram, fault.Service);
    }

    private static async Task GreetAsync(ScriptedCall call)
    {
        await call.ExpectAsync("speak u1 Hello there.", "finish u1");
        call.Speak("u1", 13);
        call.Speak("u1", 0, isFinal: true);
        await call.ExpectAsync("audio", "mark u1/13", "mark u1/end");
        await call.PlayedAsync("u1/13");
        await call.PlayedAsync("u1/end");
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> SlowAsync(
        Task rest, bool endsWithUsage, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "Once upon a time. There") { ResponseId = "chatcmpl-1" };
        await rest;
        cancellationToken.ThrowIfCancellationRequested();
        yield return new ChatResponseUpdate(ChatRole.Assistant, " was a king. ") { ResponseId = "chatcmpl-1" };
        if (endsWithUsage)
        {
            yield return ScriptedCall.Usage(69, 45);
        }
    }

    /// <summary>Tokens are posted when the request is over, in the background of the conversation.</summary>
    private static async Task TokensAsync(ScriptedCall call)
    {
        var posted = new TaskCompletionSource();
        call.Meters.Posted = () => posted.TrySetResult();
        while (!call.Meters.Read().ServicesUsed.Contains(ServiceNames.Cerebras))
        {
            await posted.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static UsageEvent SpeechRow(ScriptedCall call) =>
        call.Meters.Collect(DateTime.UnixEpoch)!.Events.Single(row => row.Service == ServiceNames.ElevenLabs);

    private static List<(string Operation, long Micros, string Basis)> TokenRows(ScriptedCall call) =>
        [.. call.Meters.Collect(DateTime.UnixEpoch)!.Events.Where(row => row.Service == ServiceNames.Cerebras).Select(row => (row.Operation, row.UsageMicros, row.Basis))];

    private sealed class Run(Task conversation, CancellationTokenSource stopping) : IAsyncDisposable
    {
        public Task Conversation => conversation;

        public static Run Start(out ScriptedCall call)
        {
            call = new ScriptedCall();
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            return new Run(call.Conversation.RunAsync(stopping.Token), stopping);
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await conversation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopping.Dispose();
        }
    }
}

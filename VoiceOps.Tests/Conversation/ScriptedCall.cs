using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Conversation;

/// <summary>A conversation whose line, ears, voice and model are scripted by the test.</summary>
internal sealed class ScriptedCall : ILine, ITranscription, ISpeech, IChatClient
{
    private readonly Channel<HeardEvent> _heard = Channel.CreateUnbounded<HeardEvent>();
    private readonly Channel<SpeechAudio> _audio = Channel.CreateUnbounded<SpeechAudio>();
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    public ScriptedCall()
    {
        Meters = UnpricedMeters.Create(Time);
        Conversation = new PhoneConversation(
            new ConversationScript { LlmModel = "gpt-oss-120b", SystemPrompt = "Be brief.", Greeting = "Hello there." },
            this, this, this, this, Meters, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    public CallMeters Meters { get; }

    public PhoneConversation Conversation { get; }

    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    /// <summary>What the model streams for each request, in order; the token is cancelled when the request is given up.</summary>
    public Queue<Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>> Replies { get; } = new();

    string ITranscription.Model => "nova-2-phonecall";

    TimeSpan ITranscription.AudioSent => Time.GetUtcNow() - Time.Start;

    string ISpeech.Model => "eleven_flash_v2_5";

    public void Hear(HeardEvent heard) => _heard.Writer.TryWrite(heard);

    public void HearTurn(string text) => Hear(new TranscriptHeard(text, IsFinal: true, SpeechFinal: true));

    public void EndTranscription(Exception fault) => _heard.Writer.TryComplete(fault);

    /// <summary>The voice delivers audio that speaks so many characters of a context.</summary>
    public void Speak(string context, int characters, bool isFinal = false) => _audio.Writer.TryWrite(new SpeechAudio
    {
        ContextId = context,
        Base64 = isFinal ? default : "/////w=="u8.ToArray(),
        Characters = characters,
        IsFinal = isFinal,
    });

    public ValueTask PlayedAsync(string mark) => Conversation.MarkReturnedAsync(mark);

    /// <summary>Waits until the conversation has done this, in order, and fails on anything else.</summary>
    public async Task ExpectAsync(params string[] events)
    {
        foreach (var expected in events)
        {
            Assert.Equal(expected, await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    public static async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        string text, long promptTokens, long completionTokens, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ResponseId = "chatcmpl-1" };
        yield return Usage(promptTokens, completionTokens);
    }

    public static ChatResponseUpdate Usage(long promptTokens, long completionTokens) => new()
    {
        ResponseId = "chatcmpl-1",
        Contents = [new UsageContent(new UsageDetails { InputTokenCount = promptTokens, OutputTokenCount = completionTokens })],
    };

    ValueTask ILine.SendAudioAsync(ReadOnlyMemory<byte> base64, CancellationToken cancellationToken) => Seen("audio");

    ValueTask ILine.SendMarkAsync(string name, CancellationToken cancellationToken) => Seen($"mark {name}");

    ValueTask ILine.SendClearAsync(CancellationToken cancellationToken) => Seen("clear");

    ValueTask ITranscription.SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    IAsyncEnumerable<HeardEvent> ITranscription.ReadAllAsync(CancellationToken cancellationToken) => _heard.Reader.ReadAllAsync(cancellationToken);

    Task ITranscription.CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async ValueTask ISpeech.SpeakAsync(string contextId, string text, CancellationToken cancellationToken)
    {
        await Seen($"speak {contextId} {text}");
        Meters.CharactersSent(text.EnumerateRunes().Count() + 1, contextId, ((ISpeech)this).Model);
    }

    ValueTask ISpeech.FinishAsync(string contextId, CancellationToken cancellationToken) => Seen($"finish {contextId}");

    ValueTask ISpeech.CancelAsync(string contextId, CancellationToken cancellationToken) => Seen($"cancel {contextId}");

    IAsyncEnumerable<SpeechAudio> ISpeech.ReadAllAsync(CancellationToken cancellationToken) => _audio.Reader.ReadAllAsync(cancellationToken);

    Task ISpeech.CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    IAsyncEnumerable<ChatResponseUpdate> IChatClient.GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        Requests.Add([.. messages]);
        return Replies.Dequeue()(cancellationToken);
    }

    Task<ChatResponse> IChatClient.GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    object? IChatClient.GetService(Type serviceType, object? serviceKey) => null;

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;

    void IDisposable.Dispose()
    {
    }

    private ValueTask Seen(string what) => _seen.Writer.WriteAsync(what);
}

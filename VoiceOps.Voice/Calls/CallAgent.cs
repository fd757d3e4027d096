using System.Threading.Channels;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Calls;

/// <summary>The agent's side of one call: its provider connections, the caller's audio on its way to them, and their proper end.</summary>
internal sealed class CallAgent(PendingStream pending, CallLine line, CallMeters meters, CallSessionContext context)
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(4);

    private readonly TaskCompletionSource<PhoneConversation> _conversation = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // 5 s of 20 ms frames. Drops the oldest: late audio is worse than lost audio, and the line must never wait.
    private readonly Channel<byte[]> _audio = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(250) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true },
        _ => context.Metrics.AudioDropped());

    private Task<ITranscription>? _hear;
    private Task<ISpeech>? _speak;

    /// <summary>Mu-law audio of the caller's; what arrives before the transcription is connected waits for it.</summary>
    public void Hear(ReadOnlySpan<byte> audio) => _audio.Writer.TryWrite(audio.ToArray());

    public async ValueTask MarkReturnedAsync(string name)
    {
        // Marks are only sent by the conversation, so it is there when one comes back.
        if (_conversation.Task.IsCompletedSuccessfully)
        {
            await _conversation.Task.Result.MarkReturnedAsync(name);
        }
    }

    /// <summary>Connects and converses until cancelled. Throws <see cref="ProviderException"/> when a provider fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _hear = context.SpeechToText.ConnectAsync(pending.Persona.Settings, meters, cancellationToken);
        _speak = context.TextToSpeech.ConnectAsync(pending.Persona.VoiceId, pending.Persona.Settings, meters, cancellationToken);
        // The first that refuses ends it: the other may take its time.
        await await Task.WhenAny(_hear, _speak);
        await Task.WhenAll(_hear, _speak);
        await ConverseAsync(await _hear, await _speak, cancellationToken);
    }

    /// <summary>Closes the providers in their own way, and takes their last figures. Never throws.</summary>
    public Task CloseAsync() => Task.WhenAll(CloseTranscriptionAsync(), CloseSpeechAsync());

    private async Task ConverseAsync(ITranscription transcription, ISpeech speech, CancellationToken cancellationToken)
    {
        var script = new ConversationScript
        {
            LlmModel = pending.Call.LlmModel ?? pending.Persona.LlmModel,
            SystemPrompt = pending.Persona.SystemPrompt,
            Greeting = pending.Persona.Greeting,
        };
        var conversation = new PhoneConversation(script, line, transcription, speech, context.Model, meters, context.Time);
        _conversation.SetResult(conversation);

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forwarding = ForwardAudioAsync(transcription, either.Token);
        var conversing = conversation.RunAsync(either.Token);
        var first = await Task.WhenAny(forwarding, conversing);
        await either.CancelAsync();
        await Task.WhenAll(forwarding, conversing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task ForwardAudioAsync(ITranscription transcription, CancellationToken cancellationToken)
    {
        await foreach (var frame in _audio.Reader.ReadAllAsync(cancellationToken))
        {
            await transcription.SendAudioAsync(frame, cancellationToken);
        }
    }

    private async Task CloseTranscriptionAsync()
    {
        if (await OrNullAsync(_hear) is not { } transcription)
        {
            return;
        }

        await using var _ = transcription;
        try
        {
            using var limit = new CancellationTokenSource(CloseTime, context.Time);
            await transcription.CloseAsync(limit.Token);
        }
        catch (Exception exception)
        {
            context.Logger.CloseFailed(exception, meters.CallSid, ServiceNames.Deepgram);
        }
    }

    private async Task CloseSpeechAsync()
    {
        if (await OrNullAsync(_speak) is not { } speech)
        {
            return;
        }

        await using var _ = speech;
        try
        {
            using var limit = new CancellationTokenSource(CloseTime, context.Time);
            await speech.CloseAsync(limit.Token);
        }
        catch (Exception exception)
        {
            context.Logger.CloseFailed(exception, meters.CallSid, ServiceNames.ElevenLabs);
        }
    }

    private static async Task<T?> OrNullAsync<T>(Task<T>? connecting)
        where T : class
    {
        if (connecting is null)
        {
            return null;
        }

        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return connecting.IsCompletedSuccessfully ? connecting.Result : null;
    }
}

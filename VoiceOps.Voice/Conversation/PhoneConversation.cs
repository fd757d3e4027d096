using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Conversation;

/// <summary>
/// The turns of one call. Everything that happens (words heard, speech made, marks returned, replies done) goes through one
/// queue and is handled one at a time, so that a barge-in is decided in one place.
/// </summary>
internal sealed class PhoneConversation(
    ConversationScript script, ILine line, ITranscription transcription, ISpeech speech, IChatClient model, CallMeters meters, TimeProvider time)
{
    private static readonly TimeSpan WordsFollowWithin = TimeSpan.FromSeconds(4);

    // Waits when full: a provider's socket is slowed down rather than a word or a mark lost.
    private readonly Channel<object> _events = Channel.CreateBounded<object>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly Dialogue _dialogue = new(script.SystemPrompt);
    private readonly StringBuilder _heard = new();
    private readonly List<Task> _replies = [];
    private Utterance? _utterance;
    private bool _interruptedWithoutWords;
    private int _utteranceCount;
    private int _bargeInCount;

    /// <summary>Greets, then converses until cancelled. Throws <see cref="ProviderException"/> when a provider fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = new[]
        {
            PumpAsync(transcription.ReadAllAsync(stopping.Token), stopping.Token),
            PumpAsync(speech.ReadAllAsync(stopping.Token), stopping.Token),
        };
        try
        {
            Start(utterance => SayAsync(script.Greeting, utterance, stopping.Token));
            await foreach (var happened in _events.Reader.ReadAllAsync(stopping.Token))
            {
                await HandleAsync(happened, stopping.Token);
            }
        }
        finally
        {
            await stopping.CancelAsync();
            _events.Writer.TryComplete();
            await Task.WhenAll([.. pumps, .. _replies]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _utterance?.Dispose();
        }
    }

    /// <summary>A mark came back from the line. After the conversation has ended it is of no interest.</summary>
    public async ValueTask MarkReturnedAsync(string name)
    {
        while (await _events.Writer.WaitToWriteAsync())
        {
            if (_events.Writer.TryWrite(new MarkReturned(name)))
            {
                return;
            }
        }
    }

    private async Task HandleAsync(object happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case SpeechStarted:
                await BargeInAsync(cancellationToken);
                break;
            case TranscriptHeard transcript:
                await HearAsync(transcript, cancellationToken);
                break;
            case UtteranceEnded when _heard.Length > 0:
                EndUserTurn(cancellationToken);
                break;
            case SilenceAfterBargeIn silence when silence.Number == _bargeInCount && _interruptedWithoutWords:
                EndUserTurn(cancellationToken);
                break;
            case SpeechAudio audio:
                await PlayAsync(audio, cancellationToken);
                break;
            case MarkReturned mark:
                OnMark(mark.Name);
                break;
            case ReplyDone done:
                OnReplyDone(done);
                break;
            case Exception fault:
                throw fault;
        }
    }

    private async Task HearAsync(TranscriptHeard transcript, CancellationToken cancellationToken)
    {
        if (transcript.Text.Length > 0)
        {
            await BargeInAsync(cancellationToken);
            _interruptedWithoutWords = false;
        }

        if (transcript.IsFinal && transcript.Text.Length > 0)
        {
            _heard.Append(_heard.Length > 0 ? " " : "").Append(transcript.Text);
        }

        if (transcript.SpeechFinal && (_heard.Length > 0 || _interruptedWithoutWords))
        {
            EndUserTurn(cancellationToken);
        }
    }

    private async Task BargeInAsync(CancellationToken cancellationToken)
    {
        if (_utterance is not { IsOver: false } utterance)
        {
            return;
        }

        // The wait for words counts from the sound that interrupted, not from when everything has been stopped.
        _interruptedWithoutWords = true;
        _replies.Add(WaitForWordsAsync(++_bargeInCount, cancellationToken));
        await line.SendClearAsync(cancellationToken);
        await utterance.InterruptAsync(cancellationToken);
        Close(utterance);
    }

    /// <summary>A cough stops the agent too; if no word follows, it must not stay silent for ever.</summary>
    private async Task WaitForWordsAsync(int number, CancellationToken cancellationToken)
    {
        await Task.Delay(WordsFollowWithin, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
        {
            await _events.Writer.WriteAsync(new SilenceAfterBargeIn(number), CancellationToken.None);
        }
    }

    private void EndUserTurn(CancellationToken cancellationToken)
    {
        _dialogue.CallerSaid(_heard.ToString());
        _heard.Clear();
        _interruptedWithoutWords = false;
        var messages = _dialogue.Messages();
        Start(utterance => new Reply(model, meters, time).RunAsync(script.LlmModel, messages, utterance, cancellationToken));
    }

    private async Task PlayAsync(SpeechAudio audio, CancellationToken cancellationToken)
    {
        // Audio of an utterance that was given up may still be on its way.
        if (_utterance is not { IsOver: false } utterance || audio.ContextId != utterance.Id)
        {
            return;
        }

        if (!audio.Base64.IsEmpty)
        {
            await line.SendAudioAsync(audio.Base64, cancellationToken);
        }

        await line.SendMarkAsync(utterance.Play(audio), cancellationToken);
    }

    private void OnMark(string name)
    {
        var slash = name.LastIndexOf('/');
        if (_utterance is { IsOver: false } utterance && slash > 0 && name[..slash] == utterance.Id)
        {
            utterance.MarkReturned(name[(slash + 1)..]);
            CloseIfOver(utterance);
        }
    }

    private void OnReplyDone(ReplyDone done)
    {
        meters.EndTurn();
        done.Utterance.EndIfSilent();
        CloseIfOver(done.Utterance);
    }

    private void CloseIfOver(Utterance utterance)
    {
        if (utterance.IsOver && ReferenceEquals(utterance, _utterance))
        {
            Close(utterance);
        }
    }

    private void Close(Utterance utterance)
    {
        _dialogue.AgentSaid(utterance.HeardText);
        _utterance = null;
    }

    private async Task SayAsync(string text, Utterance utterance, CancellationToken cancellationToken)
    {
        if (text.Trim() is { Length: > 0 } spoken)
        {
            await utterance.SpeakAsync(spoken, cancellationToken);
        }
    }

    private void Start(Func<Utterance, Task> speak)
    {
        var utterance = new Utterance($"u{++_utteranceCount}", speech, time);
        _utterance = utterance;
        _replies.RemoveAll(reply => reply.IsCompleted);
        _replies.Add(SpeakAsync(speak, utterance));
    }

    private async Task SpeakAsync(Func<Utterance, Task> speak, Utterance utterance)
    {
        try
        {
            await speak(utterance);
            await utterance.FinishAsync(CancellationToken.None);
            await _events.Writer.WriteAsync(new ReplyDone(utterance), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
        catch (Exception fault)
        {
            await _events.Writer.WriteAsync(fault, CancellationToken.None);
        }
    }

    private async Task PumpAsync<T>(IAsyncEnumerable<T> source, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await foreach (var item in source.WithCancellation(cancellationToken))
            {
                await _events.Writer.WriteAsync(item, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
        catch (Exception fault)
        {
            await _events.Writer.WriteAsync(fault, cancellationToken).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record MarkReturned(string Name);

    private sealed record SilenceAfterBargeIn(int Number);

    private sealed record ReplyDone(Utterance Utterance);
}

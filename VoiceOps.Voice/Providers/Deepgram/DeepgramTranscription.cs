using System.Runtime.CompilerServices;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>
/// One call's transcription, over as many connections as it takes. What was sent and not told about yet is sent once more when a connection
/// drops. All times are those of the call's audio, whichever connection heard it. Each connection is settled by its own figure; of one that
/// ended without, what it is known to have heard is metered and the rest estimated.
/// </summary>
internal sealed class DeepgramTranscription : ITranscription
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Reconnector<DeepgramConnection> _reconnector;
    private readonly CallerAudio _audio;
    private readonly CallMeters _meters;
    private volatile Listener? _listener;
    private bool _isSettled;

    public DeepgramTranscription(string model, Reconnector<DeepgramConnection> reconnector, CallerAudio audio, CallMeters meters)
    {
        (Model, _reconnector, _audio, _meters) = (model, reconnector, audio, meters);
        audio.Arrived = () => _listener?.Feed.Send();
    }

    public string Model { get; }

    public TimeSpan AudioSent => _audio.Length;

    /// <summary>Opens the first connection. Throws <see cref="ProviderException"/> when there is none to be had.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken) => TryBegin(await _reconnector.ConnectAsync(cancellationToken));

    public async IAsyncEnumerable<HeardEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        while (_listener is { } listener)
        {
            ProviderException? fault = null;
            await using var messages = listener.Connection.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await messages.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (ProviderException exception)
                {
                    fault = exception;
                    break;
                }

                if (Take(messages.Current, listener.Feed) is { } heard)
                {
                    yield return heard;
                }
            }

            if (fault is null || !await ReconnectAsync(listener, fault, either.Token))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (await LastListenerAsync() is { } last)
        {
            await last.Connection.CloseAsync(cancellationToken);
            Settle(last);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (await LastListenerAsync() is { } last)
        {
            await last.Connection.DisposeAsync();
            Settle(last);
        }
    }

    /// <summary>The one to close. Once closing was said no other one follows it.</summary>
    private async Task<Listener?> LastListenerAsync()
    {
        await _closing.CancelAsync();
        lock (_gate)
        {
            _listener?.Feed.Stop();
            return _listener;
        }
    }

    /// <summary>False when the call is over. Throws when the provider stays away.</summary>
    private async Task<bool> ReconnectAsync(Listener lost, ProviderException fault, CancellationToken cancellationToken)
    {
        lost.Feed.Stop();
        // What is lost from now on counts, also when it was sent over the lost connection.
        _audio.Rewind();
        await lost.Connection.DisposeAsync();
        Settle(lost);
        try
        {
            var next = await _reconnector.ReconnectAsync(fault, cancellationToken);
            if (!TryBegin(next))
            {
                await next.DisposeAsync();
                return false;
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>False when the call was closed while this connection was made: whoever closed has not seen it, so it would stay open, and be billed.</summary>
    private bool TryBegin(DeepgramConnection connection)
    {
        var feed = new AudioFeed(_audio, piece =>
        {
            _meters.Usage.AudioSent(piece.Length, Model);
            return connection.SendAsync(piece, CancellationToken.None);
        });
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return false;
            }

            (_listener, _isSettled) = (new Listener(connection, feed), false);
            _meters.Usage.TranscriptionStarted(connection.RequestId, Model);
        }

        feed.Begin();
        return true;
    }

    /// <summary>What is heard, in the time of the call's audio; null for what is only of use here.</summary>
    private HeardEvent? Take(DeepgramMessage message, AudioFeed feed)
    {
        _reconnector.IsHeard();
        var position = feed.Start;
        if (message.IsDoneUntil is { } done)
        {
            _audio.Forget(position + CallerAudio.PositionAt(done));
        }

        var start = CallerAudio.TimeAt(position);
        return message.Heard switch
        {
            TranscriptHeard words => words with { SpokenUntil = start + words.SpokenUntil, From = start + words.From, Until = start + words.Until },
            SpeechStarted sound => sound with { At = start + sound.At },
            UtteranceEnded { LastWordEnd: { } end } pause when end >= TimeSpan.Zero => pause with { LastWordEnd = start + end },
            _ => message.Heard,
        };
    }

    private void Settle(Listener listener)
    {
        lock (_gate)
        {
            if (_isSettled || !ReferenceEquals(listener, _listener))
            {
                return;
            }

            _isSettled = true;
            if (listener.Connection.ProcessedSeconds is { } seconds)
            {
                _meters.Usage.TranscriptionSettled(seconds, Model);
            }
            else
            {
                _meters.Usage.TranscriptionLost(listener.Connection.AcknowledgedSeconds, Model);
            }
        }
    }

    /// <summary>A connection and what is sent over it.</summary>
    private sealed record Listener(DeepgramConnection Connection, AudioFeed Feed);
}

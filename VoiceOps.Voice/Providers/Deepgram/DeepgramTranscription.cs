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
    private volatile AudioFeed? _feed;
    private bool _isSettled;

    public DeepgramTranscription(string model, Reconnector<DeepgramConnection> reconnector, CallerAudio audio, CallMeters meters)
    {
        (Model, _reconnector, _audio, _meters) = (model, reconnector, audio, meters);
        audio.Arrived = () => _feed?.Send();
    }

    public string Model { get; }

    public TimeSpan AudioSent => _audio.Length;

    /// <summary>Opens the first connection. Throws <see cref="ProviderException"/> when there is none to be had.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken) => TryBegin(await _reconnector.ConnectAsync(cancellationToken));

    public async IAsyncEnumerable<HeardEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        while (_feed is { } feed)
        {
            ProviderException? fault = null;
            await using var messages = feed.Connection.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
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

                if (Take(messages.Current, feed) is { } heard)
                {
                    yield return heard;
                }
            }

            if (fault is null || !await ReconnectAsync(feed, fault, either.Token))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (await LastFeedAsync() is { } feed)
        {
            await feed.Connection.CloseAsync(cancellationToken);
            Settle(feed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (await LastFeedAsync() is { } feed)
        {
            await feed.Connection.DisposeAsync();
            Settle(feed);
        }
    }

    /// <summary>That of the connection to close. Once closing was said no other one follows it.</summary>
    private async Task<AudioFeed?> LastFeedAsync()
    {
        await _closing.CancelAsync();
        lock (_gate)
        {
            _feed?.Stop();
            return _feed;
        }
    }

    /// <summary>False when the call is over. Throws when the provider stays away.</summary>
    private async Task<bool> ReconnectAsync(AudioFeed lost, ProviderException fault, CancellationToken cancellationToken)
    {
        lost.Stop();
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
        var feed = new AudioFeed(_audio, connection, bytes => _meters.Usage.AudioSent(bytes, Model));
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return false;
            }

            (_feed, _isSettled) = (feed, false);
            _meters.Usage.TranscriptionStarted(connection.RequestId, Model);
        }

        feed.Begin();
        return true;
    }

    /// <summary>What is heard, in the time of the call's audio; null for what is only of use here.</summary>
    private HeardEvent? Take(DeepgramMessage message, AudioFeed feed)
    {
        _reconnector.IsHeard();
        var start = feed.Start;
        if (message.IsDoneUntil is { } done)
        {
            _audio.Forget(start + CallerAudio.PositionAt(done));
        }

        return message.Heard is TranscriptHeard { SpokenUntil: { } until } words
            ? words with { SpokenUntil = CallerAudio.TimeAt(start) + until }
            : message.Heard;
    }

    private void Settle(AudioFeed feed)
    {
        lock (_gate)
        {
            if (_isSettled || !ReferenceEquals(feed, _feed))
            {
                return;
            }

            _isSettled = true;
            if (feed.Connection.ProcessedSeconds is { } seconds)
            {
                _meters.Usage.TranscriptionSettled(seconds, Model);
            }
            else
            {
                _meters.Usage.TranscriptionLost(feed.Connection.AcknowledgedSeconds, Model);
            }
        }
    }
}

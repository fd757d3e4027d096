using System.Runtime.CompilerServices;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>
/// One call's transcription, over as many connections as it takes. What was sent and not told about yet is kept, and sent once more when a
/// connection drops; all times are those of the call's audio, whichever connection heard it. Each connection is settled by its own figure;
/// of one that ended without, what it is known to have heard is metered and the rest estimated.
/// </summary>
internal sealed class DeepgramTranscription(
    string model, Reconnector<DeepgramConnection> reconnector, CallMeters meters, ProvidersMetrics metrics) : ITranscription
{
    private const int LargestPiece = DeepgramConnection.BytesPerSecond / 2;

    private readonly Lock _gate = new();
    private readonly UnheardAudio _unheard = new();
    private readonly CancellationTokenSource _closing = new();
    private DeepgramConnection? _connection;
    private bool _isLive;
    private bool _isSettled;
    private long _connectionStart;
    private ProviderException? _fault;

    public string Model { get; } = model;

    public TimeSpan AudioSent
    {
        get
        {
            lock (_gate)
            {
                return TimeOf(_unheard.End);
            }
        }
    }

    /// <summary>Opens the first connection. Throws <see cref="ProviderException"/> when there is none to be had.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        TryBegin(await reconnector.ConnectAsync(cancellationToken));
        _isLive = true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAudioAsync(ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        DeepgramConnection? connection;
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            // An empty binary frame means the end of the stream to some versions of the service.
            if (audio.IsEmpty || _closing.IsCancellationRequested)
            {
                return;
            }

            Keep(audio.Span);
            connection = _isLive ? _connection : null;
            if (connection is not null)
            {
                meters.Usage.AudioSent(audio.Length, Model);
            }
        }

        if (connection is not null)
        {
            await SendAsync(connection, audio, cancellationToken);
        }
    }

    public async IAsyncEnumerable<HeardEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        while (_connection is { } connection)
        {
            ProviderException? fault = null;
            await using var messages = connection.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
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

                if (Take(messages.Current) is { } heard)
                {
                    yield return heard;
                }
            }

            if (fault is null || !await ReconnectAsync(connection, fault, either.Token))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield break;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        if (LastConnection() is { } connection)
        {
            await connection.CloseAsync(cancellationToken);
            Settle(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (LastConnection() is { } connection)
        {
            await connection.DisposeAsync();
            Settle(connection);
        }
    }

    /// <summary>The one to close; once closing was said, no other one follows it.</summary>
    private DeepgramConnection? LastConnection()
    {
        lock (_gate)
        {
            _isLive = false;
            return _connection;
        }
    }

    /// <summary>False when the call is over. Throws when the provider stays away.</summary>
    private async Task<bool> ReconnectAsync(DeepgramConnection lost, ProviderException fault, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isLive = false;
        }

        await lost.DisposeAsync();
        Settle(lost);
        try
        {
            var next = await reconnector.ReconnectAsync(fault, cancellationToken);
            if (!TryBegin(next))
            {
                await next.DisposeAsync();
                return false;
            }

            await CatchUpAsync(next, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (ProviderException last)
        {
            lock (_gate)
            {
                _fault = last;
            }

            throw;
        }
    }

    /// <summary>False when the call was closed while this connection was made: whoever closed has not seen it, so it would stay open, and be billed.</summary>
    private bool TryBegin(DeepgramConnection connection)
    {
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return false;
            }

            (_connection, _connectionStart, _isSettled) = (connection, _unheard.Start, false);
            meters.Usage.TranscriptionStarted(connection.RequestId, Model);
            return true;
        }
    }

    /// <summary>Sends what was kept, until there is no more of it; from then on audio is sent as it comes.</summary>
    private async Task CatchUpAsync(DeepgramConnection connection, CancellationToken cancellationToken)
    {
        var piece = new byte[LargestPiece];
        var position = _connectionStart;
        while (true)
        {
            int length;
            lock (_gate)
            {
                // What was given up meanwhile is not in this connection's audio, so its clock starts as much later.
                var givenUp = Math.Max(0, _unheard.Start - position);
                position += givenUp;
                _connectionStart += givenUp;
                length = _unheard.Read(position, piece);
                if (length == 0)
                {
                    _isLive = true;
                    return;
                }

                meters.Usage.AudioSent(length, Model);
            }

            position += length;
            await SendAsync(connection, piece.AsMemory(0, length), cancellationToken);
        }
    }

    private static async ValueTask SendAsync(DeepgramConnection connection, ReadOnlyMemory<byte> audio, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(audio, cancellationToken);
        }
        catch (ProviderException)
        {
            // Whoever reads finds the same and connects again; this audio is kept until then.
        }
    }

    private void Keep(ReadOnlySpan<byte> audio)
    {
        if (_unheard.Add(audio) is > 0 and var lost && !_isLive)
        {
            metrics.AudioLost(lost);
        }
    }

    /// <summary>What is heard, in the time of the call's audio; null for what is only of use here.</summary>
    private HeardEvent? Take(DeepgramMessage message)
    {
        reconnector.IsHeard();
        lock (_gate)
        {
            if (message.IsDoneUntil is { } done)
            {
                _unheard.Forget(Math.Max(_unheard.Start, _connectionStart + (long)(done.TotalSeconds * DeepgramConnection.BytesPerSecond)));
            }

            var start = TimeOf(_connectionStart);
            return message.Heard switch
            {
                TranscriptHeard words => words with { SpokenUntil = start + words.SpokenUntil, From = start + words.From, Until = start + words.Until },
                SpeechStarted sound => sound with { At = start + sound.At },
                UtteranceEnded { LastWordEnd: { } end } pause when end >= TimeSpan.Zero => pause with { LastWordEnd = start + end },
                _ => message.Heard,
            };
        }
    }

    private void Settle(DeepgramConnection connection)
    {
        lock (_gate)
        {
            if (_isSettled || !ReferenceEquals(connection, _connection))
            {
                return;
            }

            _isSettled = true;
            if (connection.ProcessedSeconds is { } seconds)
            {
                meters.Usage.TranscriptionSettled(seconds, Model);
            }
            else
            {
                meters.Usage.TranscriptionLost(connection.AcknowledgedSeconds, Model);
            }
        }
    }

    private static TimeSpan TimeOf(long bytes) => TimeSpan.FromMicroseconds(bytes * 1_000_000L / DeepgramConnection.BytesPerSecond);
}

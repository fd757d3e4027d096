using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers.Connections;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>The media stream of one call: what Twilio tells, and the three messages that it takes.</summary>
internal sealed class TwilioMediaSocket(WebSocket socket, TimeProvider time, ILogger logger) : ILine, IDisposable
{
    // A frame of 20 ms is 400 bytes; the largest real one is a start with its parameters.
    private const int LargestMessage = 64 * 1024;
    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(2);

    private readonly MessageSocket _messages = new(socket, LargestMessage);
    private readonly MediaMessageReader _reader = new();

    /// <summary>
    /// Everything until the stream is over, with or without a <see cref="StreamStopped"/> before it: a socket that is gone ends it too.
    /// Cancelling aborts the socket; to end politely, <see cref="CloseAsync"/> while this still reads.
    /// </summary>
    public async IAsyncEnumerable<MediaEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReceiveAsync(cancellationToken) is { Kind: not SocketMessageKind.Closed } message)
        {
            var (fault, told) = message.Kind switch
            {
                SocketMessageKind.Text => _reader.Read(message.Data),
                SocketMessageKind.TooLarge => (new MediaFault(MediaFaultKind.TooLarge, $"a message of more than {LargestMessage} bytes"), null),
                _ => (new MediaFault(MediaFaultKind.Malformed, "a binary message"), null),
            };
            if (fault is not null)
            {
                yield return fault;
            }

            if (told is not null)
            {
                yield return told;
            }
        }
    }

    // {"event":"media","streamSid":"MZ..","media":{"payload":"a3242sa..."}}
    /// <summary>Audio to play after what was sent before: base64 of mu-law 8 kHz, any length, no header. Twilio buffers, so it need not be paced.</summary>
    public ValueTask SendAudioAsync(ReadOnlyMemory<byte> base64, CancellationToken cancellationToken) =>
        base64.IsEmpty ? ValueTask.CompletedTask : SendAsync((Sid, base64), WriteMedia, cancellationToken);

    // {"event":"mark","streamSid":"MZ..","mark":{"name":"my label"}}
    /// <summary>A mark comes back by its name when the audio before it has been played, or cleared.</summary>
    public ValueTask SendMarkAsync(string name, CancellationToken cancellationToken) => SendAsync((Sid, name), WriteMark, cancellationToken);

    // {"event":"clear","streamSid":"MZ.."}
    /// <summary>Drops the audio that is not played yet; every outstanding mark comes back.</summary>
    public ValueTask SendClearAsync(CancellationToken cancellationToken) => SendAsync(Sid, WriteClear, cancellationToken);

    /// <summary>Closes the socket, upon which Twilio ends the call. The peer's answer is read by whoever reads.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(CloseWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _messages.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, either.Token);
        }
        catch (Exception exception) when (MessageSocket.IsGone(exception) || exception is OperationCanceledException)
        {
            // A peer that has stopped reading holds up the close as well, and whoever is sending to it.
            logger.MediaSocketGone(exception.Message);
            Abort();
        }
    }

    /// <summary>Cuts the stream, whatever is under way on it.</summary>
    public void Abort() => _messages.Abort();

    public void Dispose() => _messages.Dispose();

    private string Sid => _reader.StreamSid ?? throw new InvalidOperationException("Nothing can be sent before the stream has started.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SocketMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = await _messages.ReceiveAsync(cancellationToken);
            if (message.Kind == SocketMessageKind.Closed)
            {
                await _messages.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, cancellationToken);
            }

            return message;
        }
        catch (Exception exception) when (IsGone(exception, cancellationToken))
        {
            // A peer that hangs up without a word: nothing unusual on a telephone.
            logger.MediaSocketGone(exception.Message);
            return new SocketMessage(SocketMessageKind.Closed, default);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync<TState>(TState state, Action<Utf8JsonWriter, TState> write, CancellationToken cancellationToken)
    {
        try
        {
            await _messages.SendJsonAsync(state, write, cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception, cancellationToken))
        {
            throw new ProviderException(ServiceNames.Twilio, "the media socket is gone", exception);
        }
    }

    // A socket that was cut on this side says so with a cancellation that nobody asked for.
    private static bool IsGone(Exception exception, CancellationToken cancellationToken) =>
        MessageSocket.IsGone(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static void WriteMedia(Utf8JsonWriter json, (string StreamSid, ReadOnlyMemory<byte> Base64) audio)
    {
        WriteHead(json, "media"u8, audio.StreamSid);
        json.WriteStartObject("media"u8);
        json.WriteString("payload"u8, audio.Base64.Span);
        json.WriteEndObject();
    }

    private static void WriteMark(Utf8JsonWriter json, (string StreamSid, string Name) mark)
    {
        WriteHead(json, "mark"u8, mark.StreamSid);
        json.WriteStartObject("mark"u8);
        json.WriteString("name"u8, mark.Name);
        json.WriteEndObject();
    }

    private static void WriteClear(Utf8JsonWriter json, string streamSid) => WriteHead(json, "clear"u8, streamSid);

    private static void WriteHead(Utf8JsonWriter json, ReadOnlySpan<byte> name, string streamSid)
    {
        json.WriteString("event"u8, name);
        json.WriteString("streamSid"u8, streamSid);
    }
}

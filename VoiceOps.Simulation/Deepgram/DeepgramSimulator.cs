using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Simulation.Deepgram;

/// <summary>Deepgram's live transcription, <c>/v1/listen</c>: hears what simulated callers say. Counts seconds by request id.</summary>
public sealed class DeepgramSimulator(string apiKey, PhraseBook phrases, TimeProvider time) : SimulatorServer(time)
{
    public const string Transcription = "transcription";

    private const string BadPayload = "DATA-0000";
    private const string NothingReceived = "NET-0001";
    private static readonly TimeSpan ReceiveWindow = TimeSpan.FromSeconds(10);

    private readonly LineFeed _feed = new(time);

    private protected override void Map(WebApplication app)
    {
        var account = new DeepgramAccount(Counts);
        app.Map("/v1/listen", context => ServeAsync(context, RequestId(context), connection => ListenAsync(context, connection)));
        app.MapGet(LineFeed.Path, _feed.ServeAsync);
        app.MapGet("/v1/projects", context => TellAsync(context, _ => account.Projects));
        app.MapGet("/v1/projects/{project}/{**what}", context => TellAsync(context, account.Answer));
    }

    private static string RequestId(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        context.Response.Headers["dg-request-id"] = requestId;
        return requestId;
    }

    private Task TellAsync(HttpContext context, Func<HttpRequest, object?> answer) => TellAsync(context, RequestId(context), connection =>
        context.Request.Headers.Authorization != (StringValues)$"Token {apiKey}" ? RefuseAsync(context, HttpStatusCode.Unauthorized, connection.Id)
        : answer(context.Request) is { } told ? AnswerAsync(context, HttpStatusCode.OK, told)
        : RefuseAsync(context, HttpStatusCode.NotFound, "NOT_FOUND", "There is no such resource.", connection.Id));

    private protected override Task RefuseAsync(HttpContext context, HttpStatusCode status, string requestId)
    {
        var (code, message) = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ("INVALID_AUTH", "Invalid credentials."),
            HttpStatusCode.PaymentRequired => ("ASR_PAYMENT_REQUIRED", "Project does not have enough credits for an ASR request."),
            HttpStatusCode.TooManyRequests => ("TOO_MANY_REQUESTS", "Too many requests. Please try again later."),
            _ => ("INTERNAL_SERVER_ERROR", "The service is unavailable."),
        };
        return RefuseAsync(context, status, code, message, requestId);
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string code, string message, string requestId)
    {
        context.Response.Headers["dg-error"] = message;
        return AnswerAsync(context, status, new { err_code = code, err_msg = message, request_id = requestId });
    }

    private async Task ListenAsync(HttpContext context, SimulatedConnection connection)
    {
        if (context.Request.Headers.Authorization != (StringValues)$"Token {apiKey}")
        {
            await RefuseAsync(context, HttpStatusCode.Unauthorized, connection.Id);
            return;
        }

        var (request, problem) = ListenRequest.Parse(context.Request.Query);
        if (request is null || !context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, HttpStatusCode.BadRequest, "Bad Request", problem ?? "A websocket is expected.", connection.Id);
            return;
        }

        using var socket = new SimulatedSocket(await context.WebSockets.AcceptWebSocketAsync(), connection);
        var messages = new ListenMessages(connection.Id, request.Model, Time.GetUtcNow());
        var listener = new Listener(request, phrases, messages, _feed);
        await using var timeout = Time.CreateTimer(
            _ => CloseQuietly(socket, WebSocketCloseStatus.InternalServerError, NothingReceived), null, ReceiveWindow, Timeout.InfiniteTimeSpan);

        while (await socket.ReceiveAsync(connection.Aborted) is { } message)
        {
            timeout.Change(ReceiveWindow, Timeout.InfiniteTimeSpan);
            if (message.Type == WebSocketMessageType.Binary && message.Bytes.Length > 0)
            {
                Counts.Add(connection.Number, connection.Id, Transcription, request.Model, Listener.Seconds(message.Bytes.Length));
                await SendAsync(listener.Hear(message.Bytes.Span));
                continue;
            }

            switch (Command(message.Bytes))
            {
                case "KeepAlive":
                    break;
                case "Finalize":
                    await SendAsync(listener.Flush(fromFinalize: true));
                    break;
                case "CloseStream":
                    await SendAsync([.. listener.Flush(fromFinalize: false), new ListenSaid(messages.Metadata(listener.Duration))]);
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, connection.Aborted);
                    break;
                default:
                    await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, BadPayload, connection.Aborted);
                    break;
            }
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, connection.Aborted);

        async Task SendAsync(List<ListenSaid> said)
        {
            foreach (var (message, sight) in said)
            {
                if (sight is { } seen && listener.Line is { } line)
                {
                    _feed.Tell(new LineSighting(line, seen, FrameStamp.Now, Sent: 0));
                }

                await socket.SendAsync(message, connection.Aborted);
            }
        }
    }

    private static string? Command(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.GetProperty("type").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void CloseQuietly(SimulatedSocket socket, WebSocketCloseStatus status, string reason) =>
        _ = socket.CloseAsync(status, reason, CancellationToken.None)
            .ContinueWith(closing => closing.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}

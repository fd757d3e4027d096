using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using VoiceOps.Simulation.Audio;

namespace VoiceOps.Simulation.ElevenLabs;

/// <summary>ElevenLabs' voices and its multi-context speech websocket. Counts characters by connection and context.</summary>
public sealed class ElevenLabsSimulator(string apiKey, SpeechPacing pacing, TimeProvider time) : SimulatorServer(time)
{
    public const string Speech = "speech";

    /// <summary>The account's voices: id and name.</summary>
    public static IReadOnlyDictionary<string, string> Voices { get; } = new Dictionary<string, string>
    {
        ["SimVoiceAria0000000a"] = "Aria",
        ["SimVoiceDavid000000b"] = "David",
        ["SimVoiceMarlow00000c"] = "Marlow",
        ["SimVoiceIris0000000d"] = "Iris",
    };

    /// <summary>Ids of voices beside those, for callers that are told apart by theirs.</summary>
    public IReadOnlyList<string> MoreVoices { get; set; } = [];

    private protected override void Map(WebApplication app)
    {
        var account = new ElevenLabsAccount(Counts, Time);
        app.MapGet("/v1/models", context => AuthorizedAsync(context, _ => AnswerAsync(context, HttpStatusCode.OK, ElevenLabsAccount.ListModels()), isAccount: true));
        app.MapGet("/v1/user/subscription", context => AuthorizedAsync(context, _ => AnswerAsync(context, HttpStatusCode.OK, account.Subscription()), isAccount: true));
        app.MapGet("/v1/usage/character-stats", context => AuthorizedAsync(context, _ => AnswerAsync(context, HttpStatusCode.OK, account.CharacterStats(context.Request)), isAccount: true));
        app.MapGet("/v1/samples/{voice}", PlaySampleAsync);
        app.MapGet("/v1/voices", context => AuthorizedAsync(context, _ => ListVoicesAsync(context)));
        app.Map("/v1/text-to-speech/{voice}/multi-stream-input", context => AuthorizedAsync(context, connection => SpeakAsync(context, connection)));
    }

    private protected override Task RefuseAsync(HttpContext context, HttpStatusCode status, string requestId)
    {
        var (code, message) = status switch
        {
            HttpStatusCode.Unauthorized => ("invalid_api_key", "Invalid API key"),
            HttpStatusCode.TooManyRequests => ("too_many_concurrent_requests", "Too many concurrent requests."),
            _ => ("system_busy", "The system is experiencing heavy traffic."),
        };
        return AnswerAsync(context, status, new { detail = new { status = code, message } });
    }

    private Task AuthorizedAsync(HttpContext context, Func<SimulatedConnection, Task> serve, bool isAccount = false)
    {
        var requestId = Guid.NewGuid().ToString("N");
        context.Response.Headers["request-id"] = requestId;
        return isAccount ? TellAsync(context, requestId, ServeAuthorizedAsync) : ServeAsync(context, requestId, ServeAuthorizedAsync);

        Task ServeAuthorizedAsync(SimulatedConnection connection) => context.Request.Headers["xi-api-key"] == (StringValues)apiKey
            ? serve(connection)
            : RefuseAsync(context, HttpStatusCode.Unauthorized, requestId);
    }

    private static Task ListVoicesAsync(HttpContext context) => AnswerAsync(context, HttpStatusCode.OK, new
    {
        voices = Voices.Select(voice => new { voice_id = voice.Key, name = voice.Value, category = "premade", labels = new { accent = "american" }, preview_url = $"{context.Request.Scheme}://{context.Request.Host}/v1/samples/{voice.Key}" }),
    });

    // As at the provider, whoever has the address of a sample may hear it.
    private static Task PlaySampleAsync(HttpContext context)
    {
        context.Response.ContentType = "audio/wav";
        return context.Response.Body.WriteAsync(WaveFile.Of(VoiceTone.Sample(TimeSpan.FromSeconds(2)))).AsTask();
    }

    private async Task SpeakAsync(HttpContext context, SimulatedConnection connection)
    {
        var (request, problem) = SpeechRequest.Parse(context.Request.Query);
        if (request is null || !context.WebSockets.IsWebSocketRequest)
        {
            await AnswerAsync(context, HttpStatusCode.BadRequest, new { detail = problem ?? "A websocket is expected." });
            return;
        }

        using var socket = new SimulatedSocket(await context.WebSockets.AcceptWebSocketAsync(), connection);
        var voice = (string)context.GetRouteValue("voice")!;
        var refusal = !Voices.ContainsKey(voice) && !MoreVoices.Contains(voice) ? ("voice_id_does_not_exist", $"A voice with voice_id {voice} does not exist.")
            : request.UnsupportedLanguage is { } language ? ("unsupported_language", $"Unsupported language {language}")
            : default((string Error, string Message)?);
        if (refusal is var (error, message))
        {
            await socket.SendAsync(new { message, error, code = 1008 }, connection.Aborted);
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, message, connection.Aborted);
            await socket.ReceiveAsync(connection.Aborted);
            return;
        }

        await new SpeechSession(socket, connection, request, pacing, Counts, Time).RunAsync();
    }
}

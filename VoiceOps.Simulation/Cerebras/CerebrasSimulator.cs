using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace VoiceOps.Simulation.Cerebras;

/// <summary>Cerebras' chat completions, whole or as a stream. Counts tokens by request id, those of a broken-off stream included.</summary>
public sealed class CerebrasSimulator(string apiKey, ChatPacing pacing, TimeProvider time) : SimulatorServer(time)
{
    public const string Prompt = "prompt";
    public const string Completion = "completion";

    private const int RequestsPerDay = 500_000;
    private const int TokensPerMinute = 3_000_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Served models; any other is <c>model_not_found</c>.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["gpt-oss-120b", "llama-3.3-70b", "llama3.1-8b"];

    /// <summary>Those that think before they answer.</summary>
    public IReadOnlyList<string> ReasoningModels { get; init; } = ["gpt-oss-120b"];

    private protected override void Map(WebApplication app)
    {
        // Asked at a program's start and once a day: not numbered, so that faults and counts stay those of conversations.
        app.MapGet("/v1/models", context => IsAuthorized(context)
            ? AnswerAsync(context, HttpStatusCode.OK, new
            {
                @object = "list",
                data = Models.Select(model => new { id = model, @object = "model", created = 1_754_000_000, owned_by = "Cerebras" }),
            })
            : RefuseAsync(context, HttpStatusCode.Unauthorized, requestId: ""));
        app.MapPost("/v1/chat/completions", context => AuthorizedAsync(context, connection => CompleteAsync(context, connection)));
    }

    private protected override Task RefuseAsync(HttpContext context, HttpStatusCode status, string requestId)
    {
        var (type, code, message) = status switch
        {
            HttpStatusCode.Unauthorized => ("invalid_request_error", "wrong_api_key", "Wrong API Key"),
            HttpStatusCode.PaymentRequired => ("payment_required_error", "payment_required", "Payment is required."),
            HttpStatusCode.TooManyRequests =>
                ("too_many_requests_error", "request_quota_exceeded", "Requests per minute limit exceeded - too many requests sent."),
            _ => ("server_error", "internal_server_error", "The server is unavailable."),
        };
        return RefuseAsync(context, status, type, code, param: null, message);
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string type, string code, string? param, string message) =>
        AnswerAsync(context, status, new { message, type, param, code });

    private bool IsAuthorized(HttpContext context) => context.Request.Headers.Authorization == (StringValues)$"Bearer {apiKey}";

    private Task AuthorizedAsync(HttpContext context, Func<SimulatedConnection, Task> serve)
    {
        var requestId = $"chatcmpl-{Guid.NewGuid()}";
        return ServeAsync(context, requestId, connection => IsAuthorized(context)
            ? serve(connection)
            : RefuseAsync(context, HttpStatusCode.Unauthorized, requestId));
    }

    private async Task CompleteAsync(HttpContext context, SimulatedConnection connection)
    {
        TellLimits(context);
        var (request, problem) = await ReadAsync(context);
        if (request is null)
        {
            await RefuseAsync(context, HttpStatusCode.BadRequest, "invalid_request_error", "wrong_request_format", null, problem!);
            return;
        }

        if (!Models.Contains(request.Model))
        {
            await RefuseAsync(
                context, HttpStatusCode.NotFound, "not_found_error", "model_not_found", "model",
                $"Model {request.Model} does not exist or you do not have access to it.");
            return;
        }

        var answer = new ChatAnswer(connection.Id, request, ReasoningModels.Contains(request.Model), Time.GetUtcNow(), connection.Wordless);
        Counts.Add(connection.Number, connection.Id, Prompt, request.Model, answer.PromptTokens);
        await (request.Stream ? StreamAsync(context, connection, request, answer) : WholeAsync(context, connection, request, answer));
    }

    private void TellLimits(HttpContext context)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        var uses = Counts.Read();
        Tell("requests-day", RequestsPerDay, uses.Where(use => use.Operation == Prompt && use.At >= now.Date).Count(), now.Date.AddDays(1) - now);
        Tell("tokens-minute", TokensPerMinute, (int)uses.Where(use => use.At >= now.AddMinutes(-1)).Sum(use => use.Amount), TimeSpan.FromSeconds(60 - now.Second));

        void Tell(string what, int limit, int used, TimeSpan reset)
        {
            context.Response.Headers[$"x-ratelimit-limit-{what}"] = limit.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers[$"x-ratelimit-remaining-{what}"] = Math.Max(0, limit - used).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers[$"x-ratelimit-reset-{what}"] = reset.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture);
        }
    }

    private async Task WholeAsync(HttpContext context, SimulatedConnection connection, ChatRequest request, ChatAnswer answer)
    {
        var tokens = answer.Reasoning.Count + answer.Content.Count;
        await Task.Delay(pacing.FirstTokenDelay + TimeSpan.FromSeconds(tokens / pacing.TokensPerSecond), Time, connection.Aborted);
        Counts.Add(connection.Number, connection.Id, Completion, request.Model, tokens);
        await connection.PassAsync();
        await AnswerAsync(context, HttpStatusCode.OK, answer.Whole());
    }

    private async Task StreamAsync(HttpContext context, SimulatedConnection connection, ChatRequest request, ChatAnswer answer)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        await Task.Delay(pacing.FirstTokenDelay, Time, connection.Aborted);
        await SendAsync(answer.RoleChunk());

        var started = Time.GetTimestamp();
        var tokens = 0;
        foreach (var chunk in answer.Reasoning.Select(answer.ReasoningChunk).Concat(answer.Content.Select(answer.ContentChunk)))
        {
            tokens++;
            Counts.Add(connection.Number, connection.Id, Completion, request.Model, amount: 1);
            await SendAsync(chunk);
            var ahead = TimeSpan.FromSeconds(tokens / pacing.TokensPerSecond) - Time.GetElapsedTime(started);
            if (ahead > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(ahead, Time, connection.Aborted);
            }
        }

        if (connection.Wordless == WordlessKind.UnknownTool)
        {
            await SendAsync(answer.ToolChunk());
        }

        await SendAsync(answer.FinishChunk());
        if (request.IncludeUsage)
        {
            await SendAsync(answer.UsageChunk());
        }

        await WriteAsync("[DONE]");

        Task SendAsync(object chunk) => WriteAsync(JsonSerializer.Serialize(chunk, Json));

        async Task WriteAsync(string data)
        {
            await connection.PassSentAsync();
            await context.Response.WriteAsync(connection.IsGarbled ? "data: {\"choices\": <html>\n\n" : $"data: {data}\n\n", connection.Aborted);
            await context.Response.Body.FlushAsync(connection.Aborted);
        }
    }

    private static async Task<(ChatRequest? Request, string? Problem)> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return ChatRequest.Parse(body.RootElement);
        }
        catch (JsonException exception)
        {
            return (null, exception.Message);
        }
    }
}

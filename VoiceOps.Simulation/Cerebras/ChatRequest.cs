using System.Text.Json;

namespace VoiceOps.Simulation.Cerebras;

/// <summary>The body of <c>POST /v1/chat/completions</c>, as far as it matters here.</summary>
internal sealed record ChatRequest
{
    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    public required string Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required bool Stream { get; init; }

    public required bool IncludeUsage { get; init; }

    public required int? MostTokens { get; init; }

    /// <summary>The request, or what is wrong with it.</summary>
    public static (ChatRequest? Request, string? Problem) Parse(JsonElement body)
    {
        try
        {
            var messages = body.GetProperty("messages").EnumerateArray()
                .Select(message => new ChatMessage(message.GetProperty("role").GetString()!, Content(message))).ToList();
            if (messages.Find(message => !Roles.Contains(message.Role)) is { } unknown)
            {
                return (null, $"messages.role: '{unknown.Role}' is not supported.");
            }

            return (new ChatRequest
            {
                Model = body.GetProperty("model").GetString()!,
                Messages = messages,
                Stream = body.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
                IncludeUsage = body.TryGetProperty("stream_options", out var options)
                    && options.TryGetProperty("include_usage", out var usage) && usage.GetBoolean(),
                MostTokens = Number(body, "max_completion_tokens") ?? Number(body, "max_tokens"),
            }, null);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (null, exception.Message);
        }
    }

    private static int? Number(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    // A text, or a list of parts that have one: [{"type":"text","text":"Hello"}]
    private static string Content(JsonElement message) => message.TryGetProperty("content", out var content) switch
    {
        true when content.ValueKind == JsonValueKind.String => content.GetString()!,
        true when content.ValueKind == JsonValueKind.Array =>
            string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : "")),
        _ => "",
    };
}

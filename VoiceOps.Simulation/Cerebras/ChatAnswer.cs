namespace VoiceOps.Simulation.Cerebras;

/// <summary>One answer, token by token, and what the provider sends of it.</summary>
internal sealed class ChatAnswer
{
    private readonly ChatRequest _request;
    private readonly long _created;
    private readonly string _id;

    public ChatAnswer(string id, ChatRequest request, bool reasons, DateTimeOffset created, WordlessKind? wordless = null)
    {
        (_id, _request, _created) = (id, request, created.ToUnixTimeSeconds());
        PromptTokens = TokenCounter.CountPrompt(request.Messages);
        var most = request.MostTokens ?? int.MaxValue;
        Reasoning = reasons ? [.. TokenCounter.Split(PersonaReplies.Reasoning(request.Messages)).Take(most)] : [];
        var content = TokenCounter.Split(PersonaReplies.Reply(request.Messages));
        Content = [.. content.Take(most - Reasoning.Count)];
        FinishReason = Content.Count < content.Count ? "length" : "stop";
        if (wordless is { } kind)
        {
            (Content, FinishReason) = (kind == WordlessKind.Newlines ? ["\n\n"] : [], kind switch
            {
                WordlessKind.CutOff => "length",
                WordlessKind.Filtered => "content_filter",
                WordlessKind.UnknownTool => "tool_calls",
                _ => "stop",
            });
            Reasoning = kind is WordlessKind.Empty or WordlessKind.Newlines ? [] : Reasoning;
        }
    }

    public int PromptTokens { get; }

    public IReadOnlyList<string> Reasoning { get; }

    public IReadOnlyList<string> Content { get; }

    public string FinishReason { get; }

    public object Whole() => new
    {
        id = _id,
        choices = new[]
        {
            new
            {
                finish_reason = FinishReason,
                index = 0,
                message = new { role = "assistant", content = string.Concat(Content), reasoning = string.Concat(Reasoning) },
            },
        },
        created = _created,
        model = _request.Model,
        @object = "chat.completion",
        usage = Usage(),
        time_info = TimeInfo(),
    };

    public object RoleChunk() => Chunk(new { role = "assistant", content = "" }, null);

    public object ReasoningChunk(string token) => Chunk(new { reasoning = token }, null);

    public object ContentChunk(string token) => Chunk(new { content = token }, null);

    /// <summary>A call of a tool that nobody offered.</summary>
    public object ToolChunk() => Chunk(
        new { tool_calls = new[] { new { index = 0, id = "call_1", type = "function", function = new { name = "lookup_hours", arguments = "{}" } } } }, null);

    public object FinishChunk() => Chunk(new { }, FinishReason);

    public object UsageChunk() => new
    {
        id = _id,
        choices = Array.Empty<object>(),
        created = _created,
        model = _request.Model,
        @object = "chat.completion.chunk",
        usage = Usage(),
        time_info = TimeInfo(),
    };

    private object Chunk(object delta, string? finishReason) => new
    {
        id = _id,
        choices = new[] { new { delta, finish_reason = finishReason, index = 0 } },
        created = _created,
        model = _request.Model,
        @object = "chat.completion.chunk",
    };

    private object Usage() => new
    {
        prompt_tokens = PromptTokens,
        completion_tokens = Reasoning.Count + Content.Count,
        total_tokens = PromptTokens + Reasoning.Count + Content.Count,
        prompt_tokens_details = new { cached_tokens = 0 },
        completion_tokens_details = new { reasoning_tokens = Reasoning.Count, accepted_prediction_tokens = 0, rejected_prediction_tokens = 0 },
    };

    private object TimeInfo() => new { queue_time = 0.001, prompt_time = 0.004, completion_time = 0.02, total_time = 0.03, created = _created + 0.28 };
}

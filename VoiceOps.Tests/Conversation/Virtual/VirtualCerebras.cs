using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;

namespace VoiceOps.Tests.Conversation.Virtual;

/// <summary>Cerebras' chat completions as server-sent events, and Twilio's REST beside it: the one HTTP peer of a virtual call.</summary>
internal sealed class VirtualCerebras : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly VirtualTime _time;
    private readonly Queue<VirtualReply> _replies = new();
    private readonly Dictionary<string, VirtualReply> _byModel = [];
    private readonly List<(TimeSpan Due, PipeWriter Writer, string? Line, bool Drops)> _due = [];
    private int _count;

    public VirtualCerebras(VirtualTime time)
    {
        _time = time;
        time.Ticked += Write;
    }

    /// <summary>Bodies of the requests, as they came.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>Forms that Twilio's REST was sent.</summary>
    public List<string> LineUpdates { get; } = [];

    /// <summary>The texts of the newest request's messages.</summary>
    public IReadOnlyList<string> LastMessages => [.. Requests[^1].GetProperty("messages").EnumerateArray().Select(message => Content(message.GetProperty("content")))];

    public string LastModel => Requests[^1].GetProperty("model").GetString()!;

    /// <summary>The next request is answered with this.</summary>
    public void Answer(VirtualReply reply) => _replies.Enqueue(reply);

    /// <summary>Every request for this model is, however often it is tried.</summary>
    public void AnswerModel(string model, VirtualReply reply) => _byModel[model] = reply;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/Calls/", StringComparison.Ordinal))
        {
            LineUpdates.Add(request.Content is null ? "" : WebUtility.UrlDecode(await request.Content.ReadAsStringAsync(cancellationToken)));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"sid":"CA1","status":"completed"}""") };
        }

        if (request.Method == HttpMethod.Get)
        {
            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        Requests.Add(JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsStringAsync(cancellationToken)));
        var reply = _byModel.GetValueOrDefault(LastModel) ?? _replies.Dequeue();
        if (reply.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (reply.Status != HttpStatusCode.OK)
        {
            return new HttpResponseMessage(reply.Status) { Content = new StringContent("""{"message":"no","type":"error","code":"no"}""") };
        }

        var pipe = new Pipe();
        Script(reply, pipe.Writer);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(pipe.Reader.AsStream()) { Headers = { ContentType = new("text/event-stream") } },
        };
    }

    private static string Content(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));

    private void Script(VirtualReply reply, PipeWriter writer)
    {
        var id = reply.Id ?? $"chatcmpl-{++_count}";
        string[] words = reply.IsVerbatim ? [reply.Text] : reply.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = _time.Now + reply.Delay;
        lock (_gate)
        {
            if (reply.IsNothing)
            {
                Add("[DONE]");
                _due.Add((at, writer, null, false));
                return;
            }

            if (reply.Reasoning is not null)
            {
                Add(Chunk(new { reasoning = reply.Reasoning }, null));
            }

            foreach (var word in words.Take(reply.DropsAfter ?? words.Length))
            {
                Add(Chunk(new { content = word == words[0] ? word : " " + word }, null));
                at += reply.Pace;
            }

            if (reply.DropsAfter is not null)
            {
                // What was sent before must be read first.
                _due.Add((at + TimeSpan.FromMilliseconds(100), writer, null, true));
                return;
            }

            if (reply.Tool is not null)
            {
                Add(Chunk(new { tool_calls = new[] { new { index = 0, id = "call_1", type = "function", function = new { name = reply.Tool, arguments = "{}" } } } }, null));
            }

            Add(Chunk(new { }, reply.Finish ?? (reply.Tool is null ? "stop" : "tool_calls")));
            Add(JsonSerializer.Serialize(new { choices = Array.Empty<object>(), usage = new { prompt_tokens = reply.PromptTokens, completion_tokens = reply.CompletionTokens, total_tokens = reply.PromptTokens + reply.CompletionTokens } }));
            Add("[DONE]");
            _due.Add((at, writer, null, false));
        }

        void Add(string line) => _due.Add((at, writer, line, false));

        string Chunk(object delta, string? finish) => JsonSerializer.Serialize(new
        {
            id,
            choices = new[] { new { delta, finish_reason = finish, index = 0 } },
            created = 0,
            model = "gpt-oss-120b",
            @object = "chat.completion.chunk",
        });
    }

    private void Write()
    {
        lock (_gate)
        {
            foreach (var entry in _due.Where(entry => entry.Due <= _time.Now).ToList())
            {
                _due.Remove(entry);
                if (entry.Line is null)
                {
                    entry.Writer.Complete(entry.Drops ? new IOException("The connection was reset.") : null);
                }
                else
                {
                    _ = entry.Writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {entry.Line}\n\n")).AsTask();
                }
            }
        }
    }
}

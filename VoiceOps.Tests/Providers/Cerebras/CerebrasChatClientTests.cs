using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Providers;
using Xunit;

namespace VoiceOps.Tests.Providers.Cerebras;

/// <summary>The registered client, over the OpenAI library and a real socket, against answers told byte for byte.</summary>
public sealed class CerebrasChatClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private const string Key = "csk-very-secret";

    private const string FirstToken = """
        data: {"id":"chatcmpl-test","choices":[{"delta":{"content":"Hel","role":"assistant"},"finish_reason":null,"index":0}],"created":0,"model":"gpt-oss-120b","object":"chat.completion.chunk"}


        """;

    private const string Answer = """
        : a heartbeat

        data: {"id":"chatcmpl-test","choices":[{"delta":{"reasoning":"They greet me.","role":"assistant"},"finish_reason":null,"index":0}],"created":0,"model":"gpt-oss-120b","object":"chat.completion.chunk"}


        """ + FirstToken + """
        data: {"id":"chatcmpl-test","choices":[{"delta":{"content":"lo."},"finish_reason":null,"index":0}],"created":0,"model":"gpt-oss-120b","object":"chat.completion.chunk"}

        data: {"id":"chatcmpl-test","choices":[{"delta":{},"finish_reason":"stop","index":0}],"created":0,"model":"gpt-oss-120b","object":"chat.completion.chunk"}

        data: {"choices":[],"usage":{"prompt_tokens":69,"completion_tokens":45,"total_tokens":114,"prompt_tokens_details":{"cached_tokens":32},"completion_tokens_details":{"reasoning_tokens":8}},"time_info":{"queue_time":0.001,"prompt_time":0.006,"completion_time":0.014,"total_time":0.09,"created":1782514735.28}}

        data: [DONE]


        """;

    private static readonly ChatMessage[] Messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello!")];

    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLogs _logs = new();

    [Fact]
    public async Task Stream_TellsTextUsageAndRequestId_ReasoningApart()
    {
        await using var cerebras = RawHttpServer.Streaming(Answer);
        await using var services = Services(cerebras.BaseUrl);

        var updates = await StreamAsync(services).ToListAsync();

        Assert.Equal("Hello.", string.Concat(updates.Select(update => update.Text)));
        Assert.All(updates, update => Assert.Equal("chatcmpl-test", update.ResponseId));
        Assert.Equal("They greet me.", Assert.Single(updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>()).Text);
        var usage = updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single().Details;
        Assert.Equal((69, 45, 8), (usage.InputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount));
        Assert.False(services.GetRequiredService<ProviderHealth>().Read().Single(state => state.Service == "cerebras").IsFaulted);
    }

    [Fact]
    public async Task Request_AsksForUsage_WithTheModelOfTheRequest()
    {
        await using var cerebras = RawHttpServer.Streaming(Answer);
        await using var services = Services(cerebras.BaseUrl);

        await StreamAsync(services).ToListAsync();

        var request = Assert.Single(cerebras.Requests);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", request);
        Assert.Contains($"Authorization: Bearer {Key}\r\n", request);
        var body = JsonSerializer.Deserialize<JsonElement>(request[request.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.True(body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal("llama-3.3-70b", body.GetProperty("model").GetString());
        Assert.Equal(300, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal("low", body.GetProperty("reasoning_effort").GetString());
        Assert.Equal(["system", "user"], body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Response_WithoutStreaming_IsTheSameAnswer()
    {
        await using var cerebras = RawHttpServer.Streaming(Answer);
        await using var services = Services(cerebras.BaseUrl);

        var response = await services.GetRequiredService<IChatClient>().GetResponseAsync(Messages, new ChatOptions { ModelId = "gpt-oss-120b" });

        Assert.Equal(("Hello.", "chatcmpl-test", 45), (response.Text, response.ResponseId, response.Usage!.OutputTokenCount));
    }

    [Theory]
    [InlineData(401, """{"message":"Wrong API Key csk-very-secret","type":"invalid_request_error","code":"wrong_api_key"}""", "refused the key (HTTP 401), check Cerebras:ApiKey: Wrong API Key [key] (wrong_api_key)")]
    [InlineData(402, """{"error":{"message":"Payment required","code":"payment_required"}}""", "the account is out of credit (HTTP 402), top it up: Payment required (payment_required)")]
    [InlineData(404, """{"message":"Model llama3.1-8b does not exist or you do not have access to it.","type":"not_found_error","param":"model","code":"model_not_found"}""", "does not know what was asked for (HTTP 404), check the model, voice and address: Model llama3.1-8b does not exist or you do not have access to it. (model_not_found)")]
    [InlineData(429, """{"message":"Requests per minute limit exceeded - too many requests sent.","type":"too_many_requests_error","param":"quota","code":"request_quota_exceeded"}""", "too many requests at once for the account's plan (HTTP 429): Requests per minute limit exceeded - too many requests sent. (request_quota_exceeded)")]
    [InlineData(429, """{"error":{"message":"Queue is full.","type":"too_many_requests_error","code":"queue_exceeded"}}""", "too many requests at once for the account's plan (HTTP 429): Queue is full. (queue_exceeded)")]
    [InlineData(500, "", "has a fault of its own (HTTP 500)")]
    [InlineData(503, "<html>busy</html>", "has a fault of its own (HTTP 503): <html>busy</html>")]
    public async Task Refusal_IsToldInWords_AskedAgainOnlyWhereItWasNotTaken_AndTheKeyIsNowhere(int status, string body, string words)
    {
        await using var cerebras = RawHttpServer.Answering(status, body);
        await using var services = Services(cerebras.BaseUrl);

        var fault = await Assert.ThrowsAsync<ProviderException>(() => _time.PlayUntilAsync(StreamAsync(services).ToListAsync().AsTask()));

        Assert.Equal($"cerebras: {words}", fault.Message);
        Assert.Equal((status, status is 404 or 429 or >= 500, status is 429 or >= 500), (fault.Status, fault.IsModelUnavailable, fault.MayPass));
        Assert.Equal(status is 429 or 503 ? 3 : 1, cerebras.Requests.Count);
        Assert.DoesNotContain(Key, fault.ToString());
        Assert.DoesNotContain(_logs.Lines, line => line.Contains(Key));
        Assert.Equal(words, services.GetRequiredService<ProviderHealth>().Read().Single(state => state.Service == "cerebras").LastFault);
    }

    [Fact]
    public async Task ErrorInTheStream_IsToldInWords_AfterTheTextSoFar()
    {
        await using var cerebras = RawHttpServer.Streaming(FirstToken + """
            data: {"error":{"message":"Encountered a server error","type":"server_error","param":"","code":"","id":""},"status_code":500}

            data: [DONE]


            """);
        await using var services = Services(cerebras.BaseUrl);

        var (text, fault) = await ReadUntilFaultAsync(services);

        Assert.Equal("Hel", text);
        Assert.StartsWith("cerebras: has a fault of its own (HTTP 500): Encountered a server error", fault.Message);
    }

    [Fact]
    public async Task Drop_InMidAnswer_IsToldInWords_AfterTheTextSoFar()
    {
        await using var cerebras = RawHttpServer.Dropping(FirstToken);
        await using var services = Services(cerebras.BaseUrl);

        var (text, fault) = await ReadUntilFaultAsync(services);

        Assert.Equal(("Hel", "cerebras: dropped the connection in mid-answer"), (text, fault.Message));
    }

    /// <summary>Nobody can tell whether the prompt was taken, so it counts, as an estimate.</summary>
    [Fact]
    public async Task Drop_BeforeTheAnswer_MayBeBilled()
    {
        await using var cerebras = RawHttpServer.Dropping(": an answer is to come\n\n");
        await using var services = Services(cerebras.BaseUrl);

        var (text, fault) = await ReadUntilFaultAsync(services);

        Assert.Equal(("", true), (text, fault.MayBeBilled));
    }

    [Fact]
    public async Task Stream_ThatEndsWithoutAFinishReason_IsADrop()
    {
        await using var cerebras = RawHttpServer.Streaming(FirstToken);
        await using var services = Services(cerebras.BaseUrl);

        var (text, fault) = await ReadUntilFaultAsync(services);

        Assert.Equal(("Hel", "cerebras: dropped the connection in mid-answer"), (text, fault.Message));
    }

    [Fact]
    public async Task Silence_BeforeTheFirstToken_IsGivenUpInTime()
    {
        await using var cerebras = RawHttpServer.Hanging(null);
        await using var services = Services(cerebras.BaseUrl);
        var answering = ReadUntilFaultAsync(services);
        await cerebras.Asked.Task.InTimeAsync("a request");

        _time.Advance(Patience);

        var (_, fault) = await answering;
        Assert.Equal(("cerebras: did not answer within 8 s", true, true), (fault.Message, fault.IsModelUnavailable, fault.MayBeBilled));
    }

    [Fact]
    public async Task Silence_InMidAnswer_IsGivenUpInTime_NotCountingTheReadersTime()
    {
        await using var cerebras = RawHttpServer.Hanging(FirstToken);
        await using var services = Services(cerebras.BaseUrl);
        await using var updates = StreamAsync(services).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());

        _time.Advance(TimeSpan.FromMinutes(1));
        var next = updates.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        _time.Advance(Patience);

        Assert.Equal("cerebras: went silent in mid-answer for 8 s", (await Assert.ThrowsAsync<ProviderException>(() => next)).Message);
    }

    [Fact]
    public async Task Cancel_IsTheCallersOwn_AndNoFaultOfTheProviders()
    {
        await using var cerebras = RawHttpServer.Hanging(FirstToken);
        await using var services = Services(cerebras.BaseUrl);
        using var interruption = new CancellationTokenSource();
        await using var updates = StreamAsync(services).GetAsyncEnumerator(interruption.Token);
        Assert.True(await updates.MoveNextAsync());

        await interruption.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => updates.MoveNextAsync().AsTask());
        Assert.Null(services.GetRequiredService<ProviderHealth>().Read().Single(state => state.Service == "cerebras").LastFault);
    }

    [Fact]
    public async Task Provider_ThatIsNotThere_IsToldInWords()
    {
        string address;
        await using (var closed = RawHttpServer.Hanging(null))
        {
            address = closed.BaseUrl;
        }

        await using var services = Services(address);

        var (_, fault) = await _time.PlayUntilAsync(ReadUntilFaultAsync(services));
        Assert.StartsWith("cerebras: could not be reached: ", fault.Message);
        Assert.False(fault.MayBeBilled);
    }

    [Fact]
    public async Task WithoutAKey_TheSettingIsNamed_AndNothingIsSent()
    {
        await using var cerebras = RawHttpServer.Streaming(Answer);
        await using var services = Services(cerebras.BaseUrl, key: null);

        Assert.Equal("cerebras: is not configured, set Cerebras:ApiKey", (await ReadUntilFaultAsync(services)).Fault.Message);
        Assert.Empty(cerebras.Requests);
    }

    private static IAsyncEnumerable<ChatResponseUpdate> StreamAsync(ServiceProvider services) =>
        services.GetRequiredService<IChatClient>().GetStreamingResponseAsync(Messages, new ChatOptions
        {
            ModelId = "llama-3.3-70b",
            MaxOutputTokens = 300,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.Low },
        });

    private static async Task<(string Text, ProviderException Fault)> ReadUntilFaultAsync(ServiceProvider services)
    {
        var text = "";
        var fault = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (var update in StreamAsync(services))
            {
                text += update.Text;
            }
        });
        return (text, fault);
    }

    private ServiceProvider Services(string baseUrl, string? key = Key) => CerebrasServices.Of(baseUrl, key, _time, _logs);
}

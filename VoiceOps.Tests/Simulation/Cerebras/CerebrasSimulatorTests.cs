using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Cerebras;
using Xunit;

namespace VoiceOps.Tests.Simulation.Cerebras;

public sealed class CerebrasSimulatorTests : IAsyncLifetime
{
    private static readonly ChatPacing AtOnce = new() { FirstTokenDelay = TimeSpan.Zero, TokensPerSecond = double.PositiveInfinity };

    private readonly CerebrasSimulator _cerebras = new("key", AtOnce, TimeProvider.System);
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        await _cerebras.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = _cerebras.Address;
        _http.DefaultRequestHeaders.Add("Authorization", "Bearer key");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _cerebras.DisposeAsync();
    }

    [Theory]
    [InlineData("gpt-oss-120b", true)]
    [InlineData("llama3.1-8b", false)]
    public async Task Stream_EndsWithTheUsageThatItCounted(string model, bool reasons)
    {
        var events = await StreamAsync(model);

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events[..^1].ConvertAll(text => JsonDocument.Parse(text).RootElement);
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        var usage = chunks[^1];
        Assert.Equal(0, usage.GetProperty("choices").GetArrayLength());
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.True(usage.TryGetProperty("time_info", out _));

        var tokens = chunks[1..^2];
        Assert.Equal(reasons, tokens.Exists(chunk => Delta(chunk).TryGetProperty("reasoning", out _)));
        Assert.Contains(tokens, chunk => Delta(chunk).TryGetProperty("content", out _));

        var id = usage.GetProperty("id").GetString()!;
        var completion = usage.GetProperty("usage").GetProperty("completion_tokens").GetInt32();
        Assert.Equal(tokens.Count, completion);
        Assert.Equal(completion, _cerebras.Counts.Of(id, CerebrasSimulator.Completion));
        Assert.Equal(usage.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), _cerebras.Counts.Of(id, CerebrasSimulator.Prompt));
    }

    [Fact]
    public async Task Stream_SameConversation_GetsTheSameAnswer() =>
        Assert.Equal(Content(await StreamAsync("llama3.1-8b")), Content(await StreamAsync("llama3.1-8b")));

    [Fact]
    public async Task Complete_MostTokens_CutsTheAnswer()
    {
        using var response = await _http.PostAsJsonAsync("/v1/chat/completions", new
        {
            model = "llama-3.3-70b",
            max_completion_tokens = 5,
            messages = new[] { new { role = "user", content = "What are your opening hours?" } },
        });
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("length", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(5, body.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Complete_UnknownModel_IsNotFoundAndNotBilled()
    {
        using var response = await _http.PostAsJsonAsync("/v1/chat/completions", Request("llama-9"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("model_not_found", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Empty(_cerebras.Counts.Read());
    }

    [Fact]
    public async Task Models_AreListed()
    {
        var body = await _http.GetFromJsonAsync<JsonElement>("/v1/models");

        Assert.Equal(_cerebras.Models, body.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Refuse_Once_ThenServesAgain()
    {
        _cerebras.Faults.Next(SimulatorFault.Refuse(HttpStatusCode.TooManyRequests));

        using var refused = await _http.PostAsJsonAsync("/v1/chat/completions", Request("gpt-oss-120b"));
        using var served = await _http.PostAsJsonAsync("/v1/chat/completions", Request("gpt-oss-120b"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("request_quota_exceeded", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task Drop_InMidStream_BillsWhatWasGenerated()
    {
        _cerebras.Faults.Next(SimulatorFault.Drop(afterMessages: 4));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => StreamAsync("llama3.1-8b"));
        await _cerebras.Connection(1)!.Closed;

        Assert.Equal(4, _cerebras.Counts.Total(CerebrasSimulator.Completion));
    }

    private static object Request(string model) => new
    {
        model,
        stream = true,
        stream_options = new { include_usage = true },
        messages = new[] { new { role = "system", content = "Be brief." }, new { role = "user", content = "Where is my order?" } },
    };

    private async Task<List<string>> StreamAsync(string model)
    {
        using var response = await _http.PostAsJsonAsync("/v1/chat/completions", Request(model));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..])];
    }

    private static string Content(List<string> events) => string.Concat(events[..^2].Select(text => JsonDocument.Parse(text).RootElement)
        .Select(chunk => Delta(chunk).TryGetProperty("content", out var content) ? content.GetString() : ""));

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");
}

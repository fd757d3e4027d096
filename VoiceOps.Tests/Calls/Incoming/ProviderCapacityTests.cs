using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

public sealed class ProviderCapacityTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProviderLimits _limits;

    public ProviderCapacityTests() => _limits = new ProviderLimits(_time);

    [Fact]
    public void Connections_OneACall_AreRefusedAtTheProvidersLimit()
    {
        Assert.Null(Capacity(deepgram: 10).Refusal(9));
        Assert.Equal("at deepgram's limit: 10 connections", Capacity(deepgram: 10).Refusal(10));
        Assert.Equal("at elevenlabs's limit: 5 connections", Capacity(deepgram: 10, elevenLabs: 5).Refusal(5));
        Assert.Null(Capacity().Refusal(10_000));
    }

    [Fact]
    public void Requests_OfTheLastMinute_AreHeldAgainstTheLimit()
    {
        for (var request = 0; request < 3; request++)
        {
            _limits.Asked(ServiceNames.Cerebras);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal("at cerebras's limit: 3 requests a minute", Capacity(requestsPerMinute: 3).Refusal(1));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(Capacity(requestsPerMinute: 3).Refusal(1));
    }

    [Fact]
    public async Task Limit_ThatTheProviderSaysIsUsedUp_KeepsCallsAwayUntilItIsWholeAgain()
    {
        await AnswerAsync(("x-ratelimit-remaining-tokens-minute", "0"), ("x-ratelimit-reset-tokens-minute", "20.5"));

        Assert.Equal("cerebras says that its limit is used up: tokens minute", Capacity().Refusal(1));
        _time.Advance(TimeSpan.FromSeconds(20.5));
        Assert.Null(Capacity().Refusal(1));
    }

    // Believed, it would turn callers away for ever; too long for a TimeSpan, it made every answer of the model a fault.
    [Theory]
    [InlineData("1e30")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("Infinity")]
    [InlineData("86400")]
    public async Task Limit_ThatIsNeverWholeAgain_CountsForItsOwnSpan(string reset)
    {
        await AnswerAsync(("x-ratelimit-remaining-tokens-minute", "0"), ("x-ratelimit-reset-tokens-minute", reset));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(Capacity().Refusal(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Capacity().Refusal(1));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-1e300")]
    [InlineData("NaN")]
    [InlineData("Tue, 10 Jun 2026 12:00:00 GMT")]
    public async Task Limit_WhoseEndIsNoTimeToCome_KeepsNobodyAway(string reset)
    {
        await AnswerAsync(("x-ratelimit-remaining-tokens-minute", "0"), ("x-ratelimit-reset-tokens-minute", reset));

        Assert.Null(Capacity().Refusal(1));
    }

    [Fact]
    public async Task Limit_OfWhichSomethingIsLeft_RefusesNobody_AndGarbageIsNoLimit()
    {
        await AnswerAsync(("x-ratelimit-remaining-requests-day", "0"), ("x-ratelimit-reset-requests-day", "3600"));
        await AnswerAsync(("x-ratelimit-remaining-requests-day", "12"), ("x-ratelimit-reset-requests-day", "3600"));
        await AnswerAsync(("x-ratelimit-remaining-tokens-minute", "none"), ("x-ratelimit-reset-tokens-minute", "soon"));

        Assert.Null(Capacity().Refusal(1));
        Assert.Equal(3, _limits.RequestsInTheLastMinute(ServiceNames.Cerebras));
    }

    private ProviderCapacity Capacity(int? deepgram = null, int? elevenLabs = null, int? requestsPerMinute = null) => new(
        _limits,
        Options.Create(new DeepgramOptions { MaxConcurrent = deepgram }),
        Options.Create(new ElevenLabsOptions { MaxConcurrent = elevenLabs }),
        Options.Create(new CerebrasOptions { RequestsPerMinute = requestsPerMinute }));

    private async Task AnswerAsync(params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new CerebrasLimitsHandler(_limits, new CerebrasQuota(_time)) { InnerHandler = new Answering(headers) });
        using var response = await client.PostAsync(new Uri("https://cerebras.example/"), content: null);
    }

    private sealed class Answering((string Name, string Value)[] headers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK);
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        }
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Connections;
using Xunit;

namespace VoiceOps.Tests.Providers;

/// <summary>The one policy of all HTTP clients of providers.</summary>
public sealed class ProviderHttpTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Rest_FaultThatPasses_IsTriedAgain(HttpStatusCode status)
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(status).Then(status).Then(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).StatusCode);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.PaymentRequired)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Rest_RefusalForGood_IsNotTriedAgain(HttpStatusCode status)
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(status);

        Assert.Equal(status, (await AskAsync(client)).StatusCode);
    }

    [Fact]
    public async Task Rest_RetryAfter_IsWaitedFor()
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(HttpStatusCode.TooManyRequests, "5").Then(HttpStatusCode.OK);
        var started = _time.GetTimestamp();

        await AskAsync(client);

        Assert.InRange(_time.GetElapsedTime(started), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Rest_RetryAfterAMoment_IsWaitedFor()
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(HttpStatusCode.TooManyRequests, $"{_time.GetUtcNow().AddSeconds(5):R}").Then(HttpStatusCode.OK);
        var started = _time.GetTimestamp();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).StatusCode);

        Assert.InRange(_time.GetElapsedTime(started), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
    }

    // More than fits an int, or a year that is long over: neither may end in an exception, nor in a wait without an end.
    [Theory]
    [InlineData("99999999999")]
    [InlineData("1e400")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Rest_RetryAfterTooLong_IsNotTriedAgain(string retryAfter)
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(HttpStatusCode.TooManyRequests, retryAfter);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(client)).StatusCode);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("soon")]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT")]
    public async Task Rest_RetryAfterThatIsNoTimeToCome_IsTriedAgainSoon(string retryAfter)
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.Then(HttpStatusCode.TooManyRequests, retryAfter).Then(HttpStatusCode.OK);
        var started = _time.GetTimestamp();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).StatusCode);

        Assert.True(_time.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Rest_AttemptWithoutAnAnswer_IsGivenUpAndTriedAgain()
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        _answers.ThenNothing().Then(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).StatusCode);
    }

    [Fact]
    public async Task Talk_PromptThatMayHaveBeenTaken_IsNotSentAgain()
    {
        using var client = Client(services => services.AddProviderTalk("test"));
        _answers.Then(HttpStatusCode.InternalServerError);
        Assert.Equal(HttpStatusCode.InternalServerError, (await AskAsync(client)).StatusCode);

        _answers.ThenThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
        Assert.Equal(HttpRequestError.ResponseEnded, (await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(client))).HttpRequestError);
    }

    [Fact]
    public async Task Talk_PromptThatWasNotTaken_IsSentAgainAtOnce()
    {
        using var client = Client(services => services.AddProviderTalk("test"));
        _answers.ThenThrow(new HttpRequestException(HttpRequestError.ConnectionError)).Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.OK);
        var started = _time.GetTimestamp();

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client)).StatusCode);
        Assert.True(_time.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Talk_AskedToComeBackLater_ComesFromSomewhereElse()
    {
        using var client = Client(services => services.AddProviderTalk("test"));
        _answers.Then(HttpStatusCode.TooManyRequests, "20");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(client)).StatusCode);
    }

    [Fact]
    public async Task Rest_ThatCannotBeReached_IsLeftAloneForAMoment()
    {
        using var client = Client(services => services.AddProviderHttp("test"));
        await FailAsync(client);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => AskAsync(client));
    }

    /// <summary>The faults of some calls must not end those of others, whose own tries would have got through.</summary>
    [Fact]
    public async Task Talk_ThatFailedForMany_IsAskedForTheNextAllTheSame()
    {
        using var client = Client(services => services.AddProviderTalk("test"));
        await FailAsync(client);
        var asked = _answers.Asked;

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(client));
        Assert.Equal(asked + 1, _answers.Asked);
    }

    private async Task FailAsync(HttpClient client)
    {
        _answers.AlwaysThrow(new HttpRequestException(HttpRequestError.ResponseEnded));
        for (var request = 0; request < 200; request++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(client));
        }
    }

    private Task<HttpResponseMessage> AskAsync(HttpClient client) => _time.PlayUntilAsync(client.GetAsync(new Uri("https://provider.example/")));

    private HttpClient Client(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddSingleton(Options.Create(new ResilienceOptions()));
        add(services);
        services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => _answers);
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }

    private sealed class Answers : HttpMessageHandler
    {
        private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _next = new();
        private Exception? _always;

        public int Asked { get; private set; }

        public Answers Then(HttpStatusCode status, string? retryAfter = null)
        {
            var response = new HttpResponseMessage(status);
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            return Then(_ => Task.FromResult(response));
        }

        public Answers ThenThrow(Exception exception) => Then(_ => Task.FromException<HttpResponseMessage>(exception));

        public Answers ThenNothing() => Then(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        });

        public void AlwaysThrow(Exception exception) => _always = exception;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return _always is null ? _next.Dequeue()(cancellationToken) : Task.FromException<HttpResponseMessage>(_always);
        }

        private Answers Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
        {
            _next.Enqueue(answer);
            return this;
        }
    }
}

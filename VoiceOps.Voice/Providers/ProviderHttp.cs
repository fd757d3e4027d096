using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;
using VoiceOps.Voice.Providers.Connections;

namespace VoiceOps.Voice.Providers;

/// <summary>
/// The HTTP clients of all providers, under one policy: connecting and each attempt have their time, what failed is tried again later
/// each time (as <c>Retry-After</c> says, where it says so), and a REST interface that goes on failing is left alone for a while.
/// </summary>
internal static class ProviderHttp
{
    /// <summary>While a caller waits, an answer that is asked to come later than this comes from somewhere else.</summary>
    private static readonly TimeSpan LongestPauseInTalk = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Longer than anybody waits here.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromDays(1);

    /// <summary>A REST interface: what is asked or told there changes nothing when it is told twice, so whatever failed is tried again.</summary>
    public static IServiceCollection AddProviderHttp(this IServiceCollection services, string name)
    {
        services.AddProviderClient(name, HttpClientResiliencePredicates.IsTransient, LongestPause, isRest: true);
        return services;
    }

    /// <summary>
    /// A model that is asked while a caller waits. A prompt that was taken is paid, so only what was surely not taken is asked again, and soon:
    /// no connection, 429 and 503. Time is kept by whoever reads the answer, since that comes as a stream.
    /// </summary>
    public static IHttpClientBuilder AddProviderTalk(this IServiceCollection services, string name) =>
        services.AddProviderClient(name, WasNotTaken, LongestPauseInTalk, isRest: false);

    private static IHttpClientBuilder AddProviderClient(
        this IServiceCollection services, string name, Func<Outcome<HttpResponseMessage>, bool> mayBeTriedAgain, TimeSpan longestPause, bool isRest)
    {
        var client = services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, provider) =>
            {
                handler.ConnectTimeout = provider.GetRequiredService<IOptions<ResilienceOptions>>().Value.ConnectTimeout;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan); // connections are renewed by age
        // What became of it is told by the client, in its own words: an attempt that took too long and was tried again is no error of ours.
        services.Configure<TelemetryOptions>(telemetry => telemetry.SeverityProvider = arguments =>
            arguments.Event.Severity > ResilienceEventSeverity.Warning ? ResilienceEventSeverity.Warning : arguments.Event.Severity);
        client.AddResilienceHandler("provider", (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<ResilienceOptions>>().Value;
            var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TimeProvider = time;
            if (options.RetryAttempts > 0)
            {
                pipeline.AddRetry(Retry(options.RetryAttempts, mayBeTriedAgain, longestPause, time));
            }

            if (isRest)
            {
                // Not while callers wait: a circuit that a short fault of some calls opens would end those of all the others.
                pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { ShouldHandle = attempt => ValueTask.FromResult(mayBeTriedAgain(attempt.Outcome)) });
                pipeline.AddTimeout(options.AnswerTimeout);
            }
        });
        return client;
    }

    private static HttpRetryStrategyOptions Retry(
        int attempts, Func<Outcome<HttpResponseMessage>, bool> mayBeTriedAgain, TimeSpan longestPause, TimeProvider time) => new()
        {
            MaxRetryAttempts = attempts,
            Delay = Backoff.First,
            MaxDelay = longestPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = attempt => ValueTask.FromResult(
                mayBeTriedAgain(attempt.Outcome) && !(RetryAfter(attempt.Outcome.Result, time) is { } pause && pause > longestPause)),
            DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Result, time)),
        };

    // Retry-After: 120, or a moment: Fri, 31 Dec 1999 23:59:59 GMT. Read as text first: more seconds than fit an int are nothing to the framework.
    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time)
    {
        if (response is null || !response.Headers.NonValidated.TryGetValues("Retry-After", out var told))
        {
            return null;
        }

        return ToldWait.Seconds(told.ToString(), Endless)
            ?? (response.Headers.RetryAfter?.Date is { } moment ? TimeSpan.FromTicks(Math.Max(0, (moment - time.GetUtcNow()).Ticks)) : null);
    }

    private static bool WasNotTaken(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
        || outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}

using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>Counts requests, and takes note of what each answer tells about the limits; touches nothing of it.</summary>
internal sealed class CerebrasLimitsHandler(ProviderLimits limits, CerebrasQuota quota) : DelegatingHandler
{
    // x-ratelimit-remaining-requests-day: 14389, x-ratelimit-reset-requests-day: 33011.2 (seconds, perhaps fractional)
    // No limit is whole again later than its own span from now, whatever the header says: while one is used up, callers are turned away.
    private static readonly (string Name, TimeSpan Span)[] Known =
    [
        ("requests-minute", TimeSpan.FromMinutes(1)), ("requests-hour", TimeSpan.FromHours(1)), ("requests-day", TimeSpan.FromDays(1)),
        ("tokens-minute", TimeSpan.FromMinutes(1)), ("tokens-hour", TimeSpan.FromHours(1)), ("tokens-day", TimeSpan.FromDays(1)),
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
        {
            limits.Asked(ServiceNames.Cerebras);
        }

        var response = await base.SendAsync(request, cancellationToken);
        quota.Read(Header);
        foreach (var (name, span) in Known)
        {
            if (Number(Header($"x-ratelimit-remaining-{name}")) is { } left && ToldWait.Seconds(Header($"x-ratelimit-reset-{name}"), span) is { } wholeAgainIn)
            {
                limits.Left(ServiceNames.Cerebras, name.Replace('-', ' '), left, wholeAgainIn);
            }
        }

        return response;

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>Counts requests, and takes note of what each answer tells about the limits; touches nothing of it.</summary>
internal sealed class CerebrasLimitsHandler(ProviderLimits limits, CerebrasQuota quota) : DelegatingHandler
{
    // x-ratelimit-remaining-requests-day: 14389, x-ratelimit-reset-requests-day: 33011.2 (seconds, perhaps fractional)
    private static readonly string[] Known = ["requests-minute", "requests-hour", "requests-day", "tokens-minute", "tokens-hour", "tokens-day"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
        {
            limits.Asked(ServiceNames.Cerebras);
        }

        var response = await base.SendAsync(request, cancellationToken);
        quota.Read(name => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null);
        foreach (var limit in Known)
        {
            if (Number(response, $"x-ratelimit-remaining-{limit}") is { } left && Number(response, $"x-ratelimit-reset-{limit}") is { } seconds)
            {
                limits.Left(ServiceNames.Cerebras, limit.Replace('-', ' '), left, TimeSpan.FromSeconds((double)seconds));
            }
        }

        return response;
    }

    private static decimal? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
            && decimal.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

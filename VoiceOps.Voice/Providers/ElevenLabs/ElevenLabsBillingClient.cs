using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>What ElevenLabs says was used: credits by day and model, how many a character takes, and what is left of the plan.</summary>
internal sealed class ElevenLabsBillingClient
{
    private readonly ElevenLabsOptions _options;
    private readonly ProviderReporter _reporter;
    private readonly ProviderApi _api;

    public ElevenLabsBillingClient(IOptions<ElevenLabsOptions> options, IHttpClientFactory http, ILogger<ElevenLabsBillingClient> logger)
    {
        _options = options.Value;
        _reporter = new ProviderReporter(ServiceNames.ElevenLabs, "ElevenLabs:ApiKey and its rights (user read)", _options.ApiKey, health: null, logger);
        _api = new ProviderApi(http, ElevenLabsVoices.HttpClientName, request => request.Headers.Add("xi-api-key", _options.ApiKey), _reporter);
    }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(_options.ApiKey);

    public Task<ElevenLabsSubscription> GetSubscriptionAsync(CancellationToken cancellationToken) =>
        _api.GetAsync<ElevenLabsSubscription>(ProviderAddress.Web(_options.BaseUrl, "/v1/user/subscription"), cancellationToken);

    /// <summary>Credits by day (UTC) and model, as the breakdown names it; <paramref name="last"/> is inclusive. Days without any are left out.</summary>
    public async Task<IReadOnlyList<ElevenLabsDay>> ListCreditsAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var start = Milliseconds(first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var end = Milliseconds(last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)) - 1;
        var stats = await _api.GetAsync<ElevenLabsCharacterStats>(ProviderAddress.Web(_options.BaseUrl, string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/usage/character-stats?start_unix={start}&end_unix={end}&breakdown_type=model&aggregation_interval=day&metric=credits")), cancellationToken);
        // Only times that were asked for are made days of: one that no calendar has would cost all the others.
        return
        [
            .. from usage in stats.Usage
               from told in usage.Value.Zip(stats.Time, (credits, time) => (Credits: credits, Time: time))
               where told.Time >= start && told.Time <= end && told.Credits != 0
               select new ElevenLabsDay
               {
                   Day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(told.Time).UtcDateTime),
                   Model = usage.Key,
                   Credits = told.Credits,
               },
        ];
    }

    /// <summary>How many credits a character takes, by the model's id and by its title: the breakdown may name either.</summary>
    public async Task<IReadOnlyList<ElevenLabsModel>> ListModelsAsync(CancellationToken cancellationToken) =>
        await _api.GetAsync<IReadOnlyList<ElevenLabsModel>>(ProviderAddress.Web(_options.BaseUrl, "/v1/models"), cancellationToken);

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeMilliseconds();
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Deepgram;

/// <summary>What Deepgram says it charges: the cost of a request, hours by day, and what is left of the project's credit.</summary>
internal sealed class DeepgramBillingClient
{
    public const string HttpClientName = "deepgram";

    private readonly DeepgramOptions _options;
    private readonly ProviderReporter _reporter;
    private readonly ProviderApi _api;
    private string? _projectId;

    public DeepgramBillingClient(IOptions<DeepgramOptions> options, IHttpClientFactory http, ILogger<DeepgramBillingClient> logger)
    {
        _options = options.Value;
        _reporter = new ProviderReporter(ServiceNames.Deepgram, "Deepgram:ApiKey and its rights (usage:read, billing:read)", _options.ApiKey, health: null, logger);
        _api = new ProviderApi(http, HttpClientName, request => request.Headers.Add("Authorization", $"Token {_options.ApiKey}"), _reporter);
    }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(_options.ApiKey);

    /// <summary>
    /// What the request cost, in dollars; null while it is not known. It is told of projects without a contract, to keys that may see it.
    /// </summary>
    public async Task<decimal?> FindCostAsync(string requestId, CancellationToken cancellationToken)
    {
        var address = await AddressAsync($"/requests/{Uri.EscapeDataString(requestId)}", cancellationToken);
        var answer = await _api.FindAsync<DeepgramRequestAnswer>(address, cancellationToken);
        return answer?.Request?.Response?.Details?.Usd;
    }

    /// <summary>Hours of audio that the project had transcribed on a day (UTC).</summary>
    public async Task<decimal> GetHoursAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // One day a question: what a result is grouped by need not be known to add the results up.
        var address = await AddressAsync(string.Create(CultureInfo.InvariantCulture, $"/usage/breakdown?start={day:yyyy-MM-dd}&end={day:yyyy-MM-dd}"), cancellationToken);
        return (await _api.GetAsync<DeepgramUsage>(address, cancellationToken)).Results.Sum(result => result.Hours ?? 0);
    }

    public async Task<IReadOnlyList<DeepgramBalance>> ListBalancesAsync(CancellationToken cancellationToken) =>
        (await _api.GetAsync<DeepgramBalances>(await AddressAsync("/balances", cancellationToken), cancellationToken)).Balances;

    private async Task<Uri> AddressAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        _projectId ??= string.IsNullOrWhiteSpace(_options.ProjectId) ? await FirstProjectAsync(cancellationToken) : _options.ProjectId;
        return ProviderAddress.Web(WebBase, $"/v1/projects/{Uri.EscapeDataString(_projectId)}{pathAndQuery}");
    }

    private async Task<string> FirstProjectAsync(CancellationToken cancellationToken) =>
        ((await _api.GetAsync<DeepgramProjects>(ProviderAddress.Web(WebBase, "/v1/projects"), cancellationToken)).Projects is [var first, ..] ? first.ProjectId : null)
        ?? throw _reporter.Failed("the key sees no project, set Deepgram:ProjectId");

    private string WebBase => ProviderAddress.WithWebScheme(_options.BaseUrl);
}

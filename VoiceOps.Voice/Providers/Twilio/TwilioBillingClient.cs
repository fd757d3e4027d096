using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What Twilio says it charges: the price of a call, usage by day, and what is left on the account.</summary>
internal sealed class TwilioBillingClient
{
    private const int PageSize = 100;
    private const int MostPages = 100;

    private readonly TwilioOptions _options;
    private readonly ProviderReporter _reporter;
    private readonly ProviderApi _api;

    public TwilioBillingClient(IOptions<TwilioOptions> options, IHttpClientFactory http, ILogger<TwilioBillingClient> logger)
    {
        _options = options.Value;
        _reporter = new ProviderReporter(
            ServiceNames.Twilio, "Twilio:AccountSid and Twilio:AuthToken", IsConfigured ? _options.AuthToken : null, health: null, logger);
        _api = new ProviderApi(http, TwilioRestClient.HttpClientName, Authorize, _reporter);
    }

    public bool IsConfigured => _options is { AccountSid.Length: > 0, AuthToken.Length: > 0 };

    /// <summary>The call as Twilio has it; null when it does not know it. Its price is that of the voice alone, and null until it is billed.</summary>
    public Task<TwilioCall?> FindCallAsync(string callSid, CancellationToken cancellationToken) =>
        _api.FindAsync<TwilioCall>(Address($"/Calls/{Uri.EscapeDataString(callSid)}.json"), cancellationToken);

    /// <summary>One record a day (UTC) that has any, of the whole account; <paramref name="last"/> is inclusive.</summary>
    public async Task<IReadOnlyList<TwilioUsageRecord>> ListDailyUsageAsync(string category, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var records = new List<TwilioUsageRecord>();
        var address = Address(string.Create(
            CultureInfo.InvariantCulture,
            $"/Usage/Records/Daily.json?Category={Uri.EscapeDataString(category)}&StartDate={first:yyyy-MM-dd}&EndDate={last:yyyy-MM-dd}&PageSize={PageSize}"));
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await _api.GetAsync<TwilioUsagePage>(address, cancellationToken);
            records.AddRange(answer.UsageRecords);
            if (string.IsNullOrEmpty(answer.NextPageUri))
            {
                return records;
            }

            address = NextPage(address, answer.NextPageUri);
        }

        throw _reporter.Failed($"tells more than {MostPages} pages of usage records");
    }

    public Task<TwilioBalance> GetBalanceAsync(CancellationToken cancellationToken) =>
        _api.GetAsync<TwilioBalance>(Address("/Balance.json"), cancellationToken);

    // Relative to the API's host. The key goes nowhere else.
    private Uri NextPage(Uri address, string nextPage) =>
        new Uri(address, nextPage) is var next && next.Authority == address.Authority && next.Scheme == address.Scheme
            ? next
            : throw _reporter.Failed($"names a next page at another host: {next.Authority}");

    private Uri Address(string pathAndQuery) => ProviderAddress.Web(
        _options.ApiBaseUrl, $"/2010-04-01/Accounts/{Uri.EscapeDataString(_options.AccountSid ?? "")}{pathAndQuery}");

    private void Authorize(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}")));
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Twilio.Clients;
using Twilio.Http;
using Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;
using TwilioMethod = Twilio.Http.HttpMethod;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What Twilio says it charges: the price of a call, usage by day, and what is left on the account.</summary>
internal sealed class TwilioBillingClient(TwilioApi api, ILogger<TwilioBillingClient> logger)
{
    private const int PageSize = 100;
    private const int MostPages = 100;

    private readonly ProviderReporter _reporter = api.Reporter(health: null, logger);

    /// <summary>Why nothing can be asked, or null.</summary>
    public string? OffReason => api.OffReason;

    /// <summary>The call as Twilio has it; null when it does not know it. Its price is that of the voice alone, and null until it is billed.</summary>
    public Task<TwilioCall?> FindCallAsync(string callSid, CancellationToken cancellationToken) => api.FindAsync(
        _reporter,
        async client => TwilioCall.From(await CallResource.FetchAsync(TwilioApi.Segment(callSid), client: client)),
        cancellationToken);

    /// <summary>One record a day (UTC) that has any, of the whole account; <paramref name="last"/> is inclusive.</summary>
    public async Task<IReadOnlyList<TwilioUsageRecord>> ListDailyUsageAsync(string category, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        var records = new List<TwilioUsageRecord>();
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.GetAsync(_reporter, client => UsagePageAsync(client, next ?? FirstPage(client.AccountSid)), cancellationToken);
            records.AddRange(answer.UsageRecords);
            next = answer.NextPageUri;
            if (string.IsNullOrEmpty(next))
            {
                return records;
            }

            if (!next.StartsWith('/'))
            {
                throw _reporter.Failed($"names a next page that is no path: {next}");
            }
        }

        throw _reporter.Failed($"tells more than {MostPages} pages of usage records");

        string FirstPage(string account) => string.Create(
            CultureInfo.InvariantCulture,
            $"/2010-04-01/Accounts/{account}/Usage/Records/Daily.json?Category={Uri.EscapeDataString(category)}"
                + $"&StartDate={first:yyyy-MM-dd}&EndDate={last:yyyy-MM-dd}&PageSize={PageSize}");
    }

    public Task<TwilioBalance> GetBalanceAsync(CancellationToken cancellationToken) =>
        api.GetAsync(_reporter, async client => TwilioBalance.From(await BalanceResource.FetchAsync(client: client)), cancellationToken);

    /// <summary>
    /// Not by <c>DailyResource</c>: it follows pages with synchronous requests, reads a price that is written as a number through a double, and
    /// writes the dates in the calendar of the machine's culture.
    /// </summary>
    private static async Task<TwilioUsagePage> UsagePageAsync(ITwilioRestClient client, string pathAndQuery)
    {
        var answer = await client.RequestAsync(new Request(TwilioMethod.Get, Domain.Api, pathAndQuery));
        return JsonSerializer.Deserialize<TwilioUsagePage>(answer.Content, ProviderApi.Json)!;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Metering;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>Twilio's REST interface, as far as a running call needs it.</summary>
internal sealed class TwilioRestClient
{
    public const string HttpClientName = "twilio";

    private readonly TwilioOptions _options;
    private readonly IHttpClientFactory _http;
    private readonly ProviderReporter _reporter;

    public TwilioRestClient(IOptions<TwilioOptions> options, IHttpClientFactory http, ProviderHealth health, ILogger<TwilioRestClient> logger)
    {
        _options = options.Value;
        _http = http;
        var isComplete = !string.IsNullOrWhiteSpace(_options.AccountSid);
        _reporter = new ProviderReporter(
            ServiceNames.Twilio, "Twilio:AccountSid and Twilio:AuthToken", isComplete ? _options.AuthToken : null, health, logger);
    }

    public bool IsConfigured => _options is { AccountSid.Length: > 0, AuthToken.Length: > 0 };

    /// <summary>Hangs up. A call that is over already is a success. Throws <see cref="Conversation.ProviderException"/> otherwise.</summary>
    public async Task CompleteCallAsync(string callSid, CancellationToken cancellationToken)
    {
        _reporter.RequireKey();
        using var client = _http.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, ProviderAddress.Web(
            _options.ApiBaseUrl, $"/2010-04-01/Accounts/{Uri.EscapeDataString(_options.AccountSid ?? "")}/Calls/{Uri.EscapeDataString(callSid)}.json"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}")));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("Status", "completed")]);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _reporter.Failed($"could not be reached: {exception.GetBaseException().Message}", exception);
        }

        using (response)
        {
            // 404 with code 20404: gone, which is what was wanted.
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
            {
                throw _reporter.Refused(
                    (int)response.StatusCode, ProviderErrorBody.Read(await response.Content.ReadAsStringAsync(cancellationToken)));
            }

            _reporter.Answered();
        }
    }
}

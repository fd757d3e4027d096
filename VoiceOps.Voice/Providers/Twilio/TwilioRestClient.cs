using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>Twilio's REST interface, as far as a running call needs it.</summary>
internal sealed class TwilioRestClient
{
    public const string HttpClientName = "twilio";

    // {"code":20404,"message":"The requested resource /2010-04-01/Accounts/AC../Calls/CA...json was not found","status":404}
    private const string UnknownCode = "20404";

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

    /// <summary>
    /// Hangs up. A call that Twilio does not know is no fault here, since it may say so of one that is over: <see cref="StatusOfCallAsync"/>
    /// tells whether it is. Throws <see cref="Conversation.ProviderException"/> otherwise.
    /// </summary>
    public async Task CompleteCallAsync(string callSid, CancellationToken cancellationToken)
    {
        using var response = await TellAsync(callSid, "Status", "completed", cancellationToken);
    }

    /// <summary>
    /// Takes the call away from what it is doing, its media stream included, and has it follow this TwiML. False when Twilio does not know it;
    /// throws <see cref="Conversation.ProviderException"/> when Twilio could not be told.
    /// </summary>
    public async Task<bool> RedirectCallAsync(string callSid, string twiml, CancellationToken cancellationToken)
    {
        using var response = await TellAsync(callSid, "Twiml", twiml, cancellationToken);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    /// <summary>
    /// Twilio's word for how the call stands. Null for one that it does not know, which says nothing about the line: the account may be another
    /// one than the number's, and a question may come before the call can be seen.
    /// </summary>
    public async Task<string?> StatusOfCallAsync(string callSid, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, callSid, content: null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        // {"sid":"CA..","status":"completed","duration":"4",...}
        using var call = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return call.RootElement.GetProperty("status").GetString();
    }

    private Task<HttpResponseMessage> TellAsync(string callSid, string field, string value, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, callSid, new FormUrlEncodedContent([KeyValuePair.Create(field, value)]), cancellationToken);

    /// <summary>That Twilio does not know a call is an answer, if Twilio says so (404, code 20404). A 404 of anybody else's and every other refusal throw.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string callSid, HttpContent? content, CancellationToken cancellationToken)
    {
        _reporter.RequireKey();
        using var client = _http.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(method, ProviderAddress.Web(
            _options.ApiBaseUrl, $"/2010-04-01/Accounts/{Uri.EscapeDataString(_options.AccountSid ?? "")}/Calls/{Uri.EscapeDataString(callSid)}.json"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}")));
        request.Content = content;
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _reporter.Failed($"could not be reached: {exception.GetBaseException().Message}", exception);
        }

        if (response.IsSuccessStatusCode)
        {
            _reporter.Answered();
            return response;
        }

        var error = ProviderErrorBody.Read(await response.Content.ReadAsStringAsync(cancellationToken));
        if (response.StatusCode == HttpStatusCode.NotFound && error.Code == UnknownCode)
        {
            _reporter.Answered();
            return response;
        }

        using (response)
        {
            throw _reporter.Refused((int)response.StatusCode, error);
        }
    }
}

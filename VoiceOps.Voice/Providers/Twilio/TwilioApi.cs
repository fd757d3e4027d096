using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twilio.Clients;
using Twilio.Exceptions;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Usage;
using Library = Twilio.Clients.TwilioRestClient;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>Twilio's REST interface by its own library, and the one place that knows its address and credentials.</summary>
internal sealed class TwilioApi(IOptions<TwilioOptions> options, IHttpClientFactory http)
{
    public const string HttpClientName = "twilio";

    // {"code":20404,"message":"The requested resource /2010-04-01/Accounts/AC../Calls/CA...json was not found","status":404}
    private const string UnknownCode = "20404";
    private const string KeySettings = "Twilio:AccountSid and Twilio:AuthToken";

    private readonly TwilioOptions _options = options.Value;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(_options.AccountSid) && !string.IsNullOrWhiteSpace(_options.AuthToken);

    /// <summary>Why nothing can be asked, or null.</summary>
    public string? OffReason => IsConfigured ? null : $"Twilio is not configured: set {KeySettings}.";

    public ProviderReporter Reporter(ProviderHealth? health, ILogger logger) =>
        new(ServiceNames.Twilio, KeySettings, IsConfigured ? _options.AuthToken : null, health, logger);

    /// <summary>A part of a path: the library puts it there as it is, and a webhook may bring anything.</summary>
    public static string Segment(string text) => Uri.EscapeDataString(text);

    /// <summary>As <see cref="FindAsync"/>, of what must be there.</summary>
    public async Task<T> GetAsync<T>(ProviderReporter reporter, Func<ITwilioRestClient, Task<T>> ask, CancellationToken cancellationToken)
        where T : class =>
        await FindAsync(reporter, ask, cancellationToken) ?? throw reporter.Refused((int)HttpStatusCode.NotFound, new ProviderErrorBody(null, null));

    /// <summary>
    /// What Twilio answers; null when Twilio itself says that it does not know what was asked for (404, code
    /// 20404), and not a proxy or a wrong address. Whatever else goes wrong is a <see cref="ProviderException"/>.
    /// </summary>
    public async Task<T?> FindAsync<T>(ProviderReporter reporter, Func<ITwilioRestClient, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        reporter.RequireKey();
        using var client = http.CreateClient(HttpClientName);
        var transport = new TwilioTransport(client, _options.ApiBaseUrl, cancellationToken);
        try
        {
            var library = new Library(_options.AccountSid, _options.AuthToken, Segment(_options.AccountSid!), httpClient: transport);
            var answer = await ask(library) ?? throw new FormatException("The answer is empty.");
            reporter.Answered();
            return answer;
        }
        catch (ApiConnectionException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw reporter.Failed($"could not be reached: {exception.GetBaseException().Message}", exception);
        }
        catch (Exception exception) when (exception is not ProviderException)
        {
            // The library's own exception has the status of an answer only if that is JSON, which a proxy's is not.
            var (status, body) = transport.LastResponse is { } told ? (told.StatusCode, told.Content) : (HttpStatusCode.OK, null);
            if (status == HttpStatusCode.NotFound && ProviderErrorBody.Read(body).Code == UnknownCode)
            {
                reporter.Answered();
                return null;
            }

            throw (int)status is >= 200 and < 300
                ? reporter.Failed($"sent an answer that cannot be read: {exception.Message}", exception)
                : reporter.Refused((int)status, ProviderErrorBody.Read(body));
        }
    }
}

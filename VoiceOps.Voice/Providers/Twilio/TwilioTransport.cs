using Twilio.Http;
using HttpClient = System.Net.Http.HttpClient;
using LibraryHttpClient = Twilio.Http.HttpClient;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>
/// Carries the library's requests over a client of ours, whose are the time-outs and the retries, to the configured address. One an
/// operation: the library knows no cancellation.
/// </summary>
internal sealed class TwilioTransport(HttpClient client, string baseUrl, CancellationToken cancellationToken) : LibraryHttpClient
{
    public override Response MakeRequest(Request request) => throw new NotSupportedException("Twilio is asked asynchronously only.");

    public override async Task<Response> MakeRequestAsync(Request request)
    {
        // Whatever host the library or a next page names, the credentials go to the configured one alone.
        using var message = new HttpRequestMessage(
            new(request.Method.ToString()), ProviderAddress.Web(baseUrl, request.ConstructUrl().PathAndQuery));
        message.Headers.Authorization = new("Basic", Authentication(request.Username, request.Password));
        message.Content = request.PostParams.Count > 0 ? new FormUrlEncodedContent(request.PostParams) : null;
        using var response = await client.SendAsync(message, cancellationToken);
        return LastResponse = new Response(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response.Headers);
    }
}

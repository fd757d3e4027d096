using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers;

/// <summary>Asks one provider's REST interface with its key. Whatever goes wrong is a <see cref="ProviderException"/> in words.</summary>
internal sealed class ProviderApi(IHttpClientFactory http, string clientName, Action<HttpRequestMessage> authorize, ProviderReporter reporter)
{
    // Providers write numbers as texts and the other way round, and not always the same.
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public async Task<T> GetAsync<T>(Uri address, CancellationToken cancellationToken)
        where T : class =>
        await FindAsync<T>(address, cancellationToken) ?? throw reporter.Refused((int)HttpStatusCode.NotFound, new ProviderErrorBody(null, null));

    /// <summary>Null when the provider does not know it (404).</summary>
    public async Task<T?> FindAsync<T>(Uri address, CancellationToken cancellationToken)
        where T : class
    {
        reporter.RequireKey();
        try
        {
            using var client = http.CreateClient(clientName);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            authorize(request);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw reporter.Refused((int)response.StatusCode, ProviderErrorBody.Read(body));
            }

            reporter.Answered();
            return JsonSerializer.Deserialize<T>(body, Json) ?? throw new JsonException("The answer is empty.");
        }
        catch (JsonException exception)
        {
            throw reporter.Failed($"sent an answer that cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is not ProviderException && !cancellationToken.IsCancellationRequested)
        {
            throw reporter.Failed($"could not be reached: {exception.GetBaseException().Message}", exception);
        }
    }
}

using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary>The models that Cerebras serves to the account with this key.</summary>
internal sealed class CerebrasModels(IOptions<CerebrasOptions> options, IHttpClientFactory http) : IModelList
{
    public const string HttpClientName = "cerebras-models";

    public string Provider => ServiceNames.Cerebras;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Value.ApiKey);

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, ProviderAddress.Web(options.Value.BaseUrl, "/models"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.ApiKey);
        using var response = await client.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? Read(body)
            : throw new HttpRequestException($"Cerebras does not tell its models (HTTP {(int)response.StatusCode}){ProviderErrorBody.Read(body).AsSuffix()}");
    }

    // {"object":"list","data":[{"id":"gpt-oss-120b","object":"model","created":1754000000,"owned_by":"Cerebras"}]}
    private static IReadOnlyList<string> Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).OfType<string>()];
    }
}

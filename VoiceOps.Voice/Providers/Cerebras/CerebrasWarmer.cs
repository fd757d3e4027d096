using Microsoft.Extensions.Options;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.Cerebras;

/// <summary><c>GET /v1/tcp_warming</c>, as the provider's own library does when it is made: the connection it leaves behind serves the first request.</summary>
internal sealed class CerebrasWarmer(IHttpClientFactory http, IOptions<CerebrasOptions> options) : IModelWarmer
{
    public const string Path = "/tcp_warming";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.ApiKey))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = http.CreateClient(CerebrasRegistration.HttpClientName);
            using var response = await client.GetAsync(ProviderAddress.Web(options.Value.BaseUrl, Path), patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The first request will tell.
        }
    }
}

using System.Text.Json;
using VoiceOps.Voice.Conversation;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>The account's first voice, for personas and settings that name none. Asked for once.</summary>
internal sealed class ElevenLabsVoices(ElevenLabsOptions options, IHttpClientFactory http, ProviderReporter reporter)
{
    public const string HttpClientName = "elevenlabs";

    private readonly SemaphoreSlim _asking = new(1, 1);
    private string? _first;

    public async ValueTask<string> GetFirstAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _first) is { } known)
        {
            return known;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            return _first ??= await AskAsync(cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, ProviderAddress.Web(options.BaseUrl, "/v1/voices"));
        request.Headers.Add("xi-api-key", options.ApiKey);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw reporter.Refused((int)response.StatusCode, ProviderErrorBody.Read(body));
            }

            reporter.Answered();
            return ReadFirst(body) ?? throw reporter.Failed("the account has no voice, set ElevenLabs:VoiceId");
        }
        catch (Exception exception) when (exception is not ProviderException && !cancellationToken.IsCancellationRequested)
        {
            throw reporter.Failed($"could not list its voices: {exception.Message}", exception);
        }
    }

    // {"voices":[{"voice_id":"21m00Tcm4TlvDq8ikWAM","name":"Rachel","category":"premade",...}]}
    private static string? ReadFirst(string body)
    {
        using var document = JsonDocument.Parse(body);
        var voices = document.RootElement.GetProperty("voices");
        return voices.GetArrayLength() > 0 ? voices[0].GetProperty("voice_id").GetString() : null;
    }
}

using System.Text.Json;
using Microsoft.Extensions.Options;

namespace VoiceOps.Voice.Providers.ElevenLabs;

/// <summary>
/// Lists the account's voices for those who choose one, and fetches their samples. A key that may speak but not list is
/// common, so a refusal here says nothing about the provider's health.
/// </summary>
public sealed class VoiceLibrary(IOptions<ElevenLabsOptions> options, IHttpClientFactory http, TimeProvider time)
{
    private const int LongestPreviewBytes = 4 * 1024 * 1024;
    private const string ById = "or write the voice's id yourself.";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private VoiceShelf? _shelf;
    private long _readAt;

    public async Task<VoiceShelf> ReadAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.ApiKey))
        {
            return new VoiceShelf(null, $"Voices are listed once ElevenLabs:ApiKey is set. Until then, write the voice's id, or leave it empty.");
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_shelf?.Voices is null || time.GetElapsedTime(_readAt) > Fresh)
            {
                _shelf = await AskAsync(cancellationToken);
                _readAt = time.GetTimestamp();
            }

            return _shelf;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The spoken sample of a listed voice with its media type; null when there is none.</summary>
    public async Task<(byte[] Audio, string MediaType)?> PreviewAsync(string voiceId, CancellationToken cancellationToken)
    {
        var shelf = await ReadAsync(cancellationToken);
        if (shelf.Voices?.FirstOrDefault(voice => voice.Id == voiceId)?.PreviewUrl is not { } address || !IsAcceptable(address))
        {
            return null;
        }

        using var client = http.CreateClient(ElevenLabsVoices.HttpClientName);
        client.MaxResponseContentBufferSize = LongestPreviewBytes;
        using var response = await client.GetAsync(address, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Content.Headers.ContentType?.MediaType ?? "audio/mpeg")
            : null;
    }

    // The address comes from the provider's answer; plain text is for stand-ins on this machine alone.
    private bool IsAcceptable(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || new Uri(options.Value.BaseUrl).GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority);

    private async Task<VoiceShelf> AskAsync(CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(ElevenLabsVoices.HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, ProviderAddress.Web(options.Value.BaseUrl, "/v1/voices"));
        request.Headers.Add("xi-api-key", options.Value.ApiKey);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? new VoiceShelf(Parse(body), null) : new VoiceShelf(null, Refusal((int)response.StatusCode, ProviderErrorBody.Read(body)), IsRefused: (int)response.StatusCode is 401 or 403);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new VoiceShelf(null, $"ElevenLabs could not be asked for its voices: {exception.Message} Try again later, {ById}");
        }
    }

    private static string Refusal(int status, ProviderErrorBody body) => (status, body.Code) switch
    {
        (401 or 403, "missing_permissions") => $"The key in ElevenLabs:ApiKey may not list voices: give it the permission \"Voices: Read\" at ElevenLabs, {ById}",
        (401 or 403, _) => $"ElevenLabs refuses the key (HTTP {status}): check ElevenLabs:ApiKey, {ById}",
        _ => $"ElevenLabs does not list its voices now (HTTP {status}). Try again later, {ById}",
    };

    // {"voices":[{"voice_id":"21m00Tcm4TlvDq8ikWAM","name":"Rachel","labels":{"accent":"american","age":"young"},"preview_url":"https://..."}]}
    private static List<ListedVoice> Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        return [.. document.RootElement.GetProperty("voices").EnumerateArray().Select(Read).OrderBy(voice => voice.Name, StringComparer.OrdinalIgnoreCase)];

        static ListedVoice Read(JsonElement voice) => new()
        {
            Id = voice.GetProperty("voice_id").GetString()!,
            Name = voice.GetProperty("name").GetString() ?? "unnamed",
            Description = voice.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object
                ? string.Join(" · ", labels.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String).Select(label => label.Value.GetString()).Where(text => !string.IsNullOrWhiteSpace(text)))
                : "",
            PreviewUrl = voice.TryGetProperty("preview_url", out var preview) && Uri.TryCreate(preview.GetString(), UriKind.Absolute, out var address) ? address : null,
        };
    }
}

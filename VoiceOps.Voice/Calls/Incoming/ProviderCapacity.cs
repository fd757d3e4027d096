using Microsoft.Extensions.Options;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Whether the providers can take one more call: a caller who is turned away politely is better off than one whose call breaks.</summary>
internal sealed class ProviderCapacity(
    ProviderLimits limits, IOptions<DeepgramOptions> deepgram, IOptions<ElevenLabsOptions> elevenLabs, IOptions<CerebrasOptions> cerebras)
{
    /// <summary>What stands against one more beside so many calls, in words; null when nothing does.</summary>
    public string? Refusal(int calls) =>
        Connections(ServiceNames.Deepgram, calls, deepgram.Value.MaxConcurrent)
        ?? Connections(ServiceNames.ElevenLabs, calls, elevenLabs.Value.MaxConcurrent)
        ?? Requests(cerebras.Value.RequestsPerMinute)
        ?? ServiceNames.All.Where(service => limits.UsedUp(service) is not null).Select(service => $"{service} says that its limit is used up: {limits.UsedUp(service)}").FirstOrDefault();

    private static string? Connections(string service, int calls, int? limit) =>
        calls >= limit ? $"at {service}'s limit: {limit} connections" : null;

    private string? Requests(int? limit) =>
        limits.RequestsInTheLastMinute(ServiceNames.Cerebras) >= limit ? $"at {ServiceNames.Cerebras}'s limit: {limit} requests a minute" : null;
}

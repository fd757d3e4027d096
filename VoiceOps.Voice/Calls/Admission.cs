using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers;

namespace VoiceOps.Voice.Calls;

/// <summary>Whether one more call can be taken.</summary>
internal sealed class Admission(
    LiveCalls liveCalls, StreamTokens tokens, ProviderHealth health, IOptions<CallOptions> options, IHostApplicationLifetime lifetime)
{
    /// <summary>Why a call cannot be taken now, in words for its row, or null when it can.</summary>
    public string? Refusal()
    {
        // Twilio's own keys are not needed to talk: without a token only local callers get this far.
        var missing = health.Read().Where(state => state.Service != ServiceNames.Twilio).SelectMany(state => state.MissingSettings).ToList();
        if (options.Value.PublicUrl is null)
        {
            missing.Insert(0, $"{CallOptions.Section}:{nameof(CallOptions.PublicUrl)}");
        }

        if (missing.Count > 0)
        {
            return $"not configured: {string.Join(", ", missing)}";
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "the server is stopping";
        }

        var limit = options.Value.MaxConcurrentCalls;
        return liveCalls.Count + tokens.Count >= limit ? $"at capacity: {limit} calls" : null;
    }
}

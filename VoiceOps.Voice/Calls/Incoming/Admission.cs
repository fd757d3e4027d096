using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Whether one more call can be taken.</summary>
internal sealed class Admission(
    LiveCalls liveCalls, StreamTokens tokens, ProviderHealth health, ProviderCapacity providers, SpendLimits spendLimits, CallDrain drain,
    IOptions<CallOptions> options, IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private int _reserved;

    /// <summary>
    /// Keeps a place until it is disposed; by then the call holds it by its stream's token. Checked and taken in one step,
    /// so that calls that come together do not all see the last place. Null, with the reason in words for the call's row, when there is none.
    /// </summary>
    public IDisposable? TryReserve(string? caller, out string? refusal)
    {
        lock (_gate)
        {
            refusal = Refusal(caller);
            if (refusal is not null)
            {
                return null;
            }

            _reserved++;
            return new Place(this);
        }
    }

    private string? Refusal(string? caller)
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

        if (drain.HasBegun || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return "the server is stopping";
        }

        var limit = options.Value.MaxConcurrentCalls;
        var calls = liveCalls.Count + tokens.CountBut(liveCalls) + _reserved;
        return calls >= limit ? $"at capacity: {limit} calls" : providers.Refusal(calls) ?? spendLimits.Exceeded(caller);
    }

    private sealed class Place(Admission admission) : IDisposable
    {
        public void Dispose()
        {
            lock (admission._gate)
            {
                admission._reserved--;
            }
        }
    }
}

using System.Collections.Concurrent;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Providers;

/// <summary>When each provider last answered, and what it last refused with: measured by the clients as they work.</summary>
public sealed class ProviderHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ProviderState> _states = new(
        ServiceNames.All.Select(service => KeyValuePair.Create(service, new ProviderState { Service = service })));

    public IReadOnlyList<ProviderState> Read() => [.. ServiceNames.All.Select(service => _states[service])];

    /// <summary>Tells whether the provider has what it needs to be used, and if not, which settings are missing.</summary>
    public void Configured(string service, IReadOnlyList<string> missingSettings) =>
        Update(service, state => state with { MissingSettings = missingSettings });

    public void Answered(string service) => Update(service, state => state with { LastAnsweredAt = time.GetUtcTime() });

    public void Failed(string service, string fault) =>
        Update(service, state => state with { LastFault = fault, LastFaultAt = time.GetUtcTime() });

    private void Update(string service, Func<ProviderState, ProviderState> change) =>
        _states.AddOrUpdate(service, _ => throw new ArgumentOutOfRangeException(nameof(service), service, "Unknown service."), (_, state) => change(state));
}

using System.Collections.Concurrent;

namespace VoiceOps.Voice.Providers;

/// <summary>What providers tell about their limits as they answer, and how often each was asked in the last minute.</summary>
public sealed class ProviderLimits(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long UsedUp, TimeSpan For, string What)> _usedUp = [];
    private readonly ConcurrentDictionary<string, Queue<long>> _requests = [];

    /// <summary>A request was sent.</summary>
    public void Asked(string service)
    {
        var requests = _requests.GetOrAdd(service, _ => new Queue<long>());
        lock (requests)
        {
            Forget(requests);
            requests.Enqueue(time.GetTimestamp());
        }
    }

    public int RequestsInTheLastMinute(string service)
    {
        if (!_requests.TryGetValue(service, out var requests))
        {
            return 0;
        }

        lock (requests)
        {
            Forget(requests);
            return requests.Count;
        }
    }

    /// <summary>The provider says how much of a limit is left, and when it is whole again.</summary>
    public void Left(string service, string what, decimal left, TimeSpan wholeAgainIn)
    {
        if (left <= 0)
        {
            _usedUp[service] = (time.GetTimestamp(), wholeAgainIn, what);
        }
        else if (_usedUp.TryGetValue(service, out var limit) && limit.What == what)
        {
            _usedUp.TryRemove(service, out _);
        }
    }

    /// <summary>The limit that the provider says is used up, in its own words; null when none is known to be.</summary>
    public string? UsedUp(string service) =>
        _usedUp.TryGetValue(service, out var limit) && time.GetElapsedTime(limit.UsedUp) < limit.For ? limit.What : null;

    private void Forget(Queue<long> requests)
    {
        while (requests.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            requests.Dequeue();
        }
    }
}

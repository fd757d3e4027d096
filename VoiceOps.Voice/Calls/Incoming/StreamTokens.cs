using System.Collections.Concurrent;
using System.Security.Cryptography;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Single-use, expiring tokens by which a media stream proves that it belongs to a call that was accepted.</summary>
internal sealed class StreamTokens(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, PendingStream> _pending = [];
    private long _issued;

    /// <summary>How many calls were accepted and have not opened a stream; one that is on may be told to open another.</summary>
    public int CountBut(LiveCalls on) => _pending.Values.Select(pending => pending.Call.Id).Distinct().Count(id => on.Find(id) is null);

    public string Issue(Func<DateTime, PendingStream> pending)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _pending[token] = pending(time.GetUtcTime() + Lifetime) with { Number = Interlocked.Increment(ref _issued) };
        return token;
    }

    /// <summary>The call that the token was issued for, once and in time; null otherwise.</summary>
    public PendingStream? Redeem(string? token, string callSid)
    {
        // With another call's id it stays good for its own.
        if (token is null || !_pending.TryGetValue(token, out var pending) || pending.Call.CallSid != callSid
            || !_pending.TryRemove(KeyValuePair.Create(token, pending)))
        {
            return null;
        }

        return pending.ExpiresAt > time.GetUtcTime() ? pending : null;
    }

    /// <summary>Whether a stream of this call may still come, and with a later token than this one.</summary>
    public bool IsAwaited(long callId, long after)
    {
        var now = time.GetUtcTime();
        return _pending.Values.Any(pending => pending.Call.Id == callId && pending.Number > after && pending.ExpiresAt > now);
    }

    /// <summary>Takes back the tokens of a call that is over without its stream; its place is free again.</summary>
    public void Revoke(long callId)
    {
        foreach (var pair in _pending.Where(pair => pair.Value.Call.Id == callId))
        {
            _pending.TryRemove(pair);
        }
    }

    /// <summary>What nobody came for in time, until it is dropped.</summary>
    public IReadOnlyList<PendingStream> Expired()
    {
        var now = time.GetUtcTime();
        return [.. _pending.Values.Where(pending => pending.ExpiresAt <= now)];
    }

    /// <summary>Takes out the token of this one.</summary>
    public void Drop(PendingStream pending)
    {
        foreach (var pair in _pending.Where(pair => ReferenceEquals(pair.Value, pending)))
        {
            _pending.TryRemove(pair);
        }
    }
}

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

    /// <summary>Calls that were accepted and have not opened their stream.</summary>
    public int Count => _pending.Values.Select(pending => pending.Call.Id).Distinct().Count();

    public string Issue(Func<DateTime, PendingStream> pending)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _pending[token] = pending(time.GetUtcTime() + Lifetime);
        return token;
    }

    /// <summary>The call that the token was issued for, once and in time; null otherwise.</summary>
    public PendingStream? Redeem(string? token, string callSid)
    {
        if (token is null || !_pending.TryRemove(token, out var pending))
        {
            return null;
        }

        // A webhook that was repeated has issued more than one; the call has one stream.
        Revoke(pending.Call.Id);
        return pending.ExpiresAt > time.GetUtcTime() && pending.Call.CallSid == callSid ? pending : null;
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

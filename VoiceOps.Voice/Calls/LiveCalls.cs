using System.Collections.Concurrent;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Calls;

/// <summary>The calls that are on, and what they burn.</summary>
public sealed class LiveCalls(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<long, LiveCall> _calls = [];
    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Nanos)> _samples = [];
    private long _endedNanos;
    private long _newestSample;

    public int Count => _calls.Count;

    /// <summary>False when this call is on already: a call has one media stream.</summary>
    internal bool TryAdd(LiveCall call) => _calls.TryAdd(call.Call.Id, call);

    internal void Remove(LiveCall call)
    {
        if (_calls.TryRemove(KeyValuePair.Create(call.Call.Id, call)) && call.Call.Direction != CallDirection.Test)
        {
            Interlocked.Add(ref _endedNanos, call.Meters.Read().Cost.Nanos);
        }
    }

    internal IReadOnlyCollection<LiveCall> All() => [.. _calls.Values];

    internal LiveCall? Find(long callId) => _calls.GetValueOrDefault(callId);

    /// <summary>Ends a running call from the outside. False when it is not on any more.</summary>
    public bool HangUp(long callId)
    {
        if (Find(callId) is not { } call)
        {
            return false;
        }

        call.End(EndedReason.OperatorHangup);
        return true;
    }

    public OnAir Read()
    {
        var asOf = time.GetUtcTime();
        var calls = _calls.Values.Where(live => live.Call.Direction != CallDirection.Test).Select(live => new OnAirCall
        {
            CallId = live.Call.Id,
            CallSid = live.Call.CallSid,
            FromNumber = live.Call.FromNumber,
            Persona = live.Persona,
            LlmModel = live.Call.LlmModel ?? "",
            AnsweredAt = live.Meters.AnsweredAt,
            Figures = live.Meters.Read(),
        }).OrderByDescending(call => call.Figures.Elapsed).ToList();

        var (burn, window) = Burn(calls.Sum(call => call.Figures.Cost.Nanos));
        return new OnAir { AsOf = asOf, Calls = calls, BurnDollarsPerSecond = burn, BurnWindow = window };
    }

    /// <summary>Total cost that live calls have run up since the start, now against a minute ago.</summary>
    private (decimal DollarsPerSecond, TimeSpan Window) Burn(long liveNanos)
    {
        lock (_gate)
        {
            // By the steady clock: the wall clock may be set.
            var now = time.GetTimestamp();
            var total = Interlocked.Read(ref _endedNanos) + liveNanos;
            while (_samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) > Window)
            {
                _samples.Dequeue();
            }

            if (_samples.Count == 0 || time.GetElapsedTime(_newestSample, now) >= TimeSpan.FromSeconds(1))
            {
                _samples.Enqueue((now, total));
                _newestSample = now;
            }

            var (at, nanos) = _samples.Peek();
            var span = time.GetElapsedTime(at, now);
            return span < TimeSpan.FromSeconds(1)
                ? (0, span)
                : ((decimal)(total - nanos) / Money.NanosPerDollar / (decimal)span.TotalSeconds, span);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation;

/// <summary>How each question to each provider's accounts stands. One that fails is left alone for a while, longer each time.</summary>
internal sealed class SourceStates(TimeProvider time, ILogger<SourceStates> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<(string Service, string What), SourceState> _states = [];

    public IReadOnlyList<SourceState> Read() =>
        [.. _states.Values.OrderBy(state => ServiceNames.All.ToList().IndexOf(state.Service)).ThenBy(state => state.What, StringComparer.Ordinal)];

    /// <summary>Somebody asks to try again now.</summary>
    public void EndPauses()
    {
        foreach (var (key, state) in _states)
        {
            _states[key] = state with { PausedUntil = null };
        }
    }

    /// <summary>True when it was asked and nothing failed.</summary>
    public async Task<bool> RunAsync(string service, string what, string? offReason, Func<Task> ask, CancellationToken cancellationToken)
    {
        var state = _states.GetValueOrDefault((service, what)) ?? new SourceState { Service = service, What = what };
        if (offReason is not null)
        {
            _states[(service, what)] = new SourceState { Service = service, What = what, OffReason = offReason };
            return false;
        }

        if (state.PausedUntil > time.GetUtcTime())
        {
            return false;
        }

        try
        {
            await ask();
            _states[(service, what)] = new SourceState { Service = service, What = what, ToldAt = time.GetUtcTime() };
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (exception is not ProviderException)
            {
                logger.SourceFailed(exception, service, what);
            }

            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(state.Failures, 10)));
            _states[(service, what)] = state with
            {
                OffReason = null,
                Fault = exception.Message,
                FaultAt = time.GetUtcTime(),
                Failures = state.Failures + 1,
                PausedUntil = time.GetUtcTime() + pause,
            };
            return false;
        }
    }
}

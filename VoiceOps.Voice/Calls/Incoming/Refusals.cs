using Microsoft.Extensions.Logging;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>Counts what is turned away at the doors, and logs a line a minute of it: a flood must not fill the log as well.</summary>
internal sealed class Refusals(CallsMetrics metrics, TimeProvider time, ILogger<Refusals> logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long ToldAt, long Untold)> _doors = [];

    public void Webhook(string reason)
    {
        metrics.WebhookRefused();
        if (IsTold("webhook", out var others))
        {
            logger.WebhookRefused(reason, others);
        }
    }

    public void Stream(string reason)
    {
        metrics.StreamRefused();
        if (IsTold("stream", out var others))
        {
            logger.StreamRefused(reason, others);
        }
    }

    private bool IsTold(string door, out long others)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            others = 0;
            if (_doors.TryGetValue(door, out var known))
            {
                if (time.GetElapsedTime(known.ToldAt, now) < Every)
                {
                    _doors[door] = known with { Untold = known.Untold + 1 };
                    return false;
                }

                others = known.Untold;
            }

            _doors[door] = (now, 0);
            return true;
        }
    }
}

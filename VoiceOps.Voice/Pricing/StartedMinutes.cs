using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Pricing;

/// <summary>Twilio bills started increments of an answered leg: 0 s is one, 60.000 s is one, 60.001 s is two.</summary>
public static class StartedMinutes
{
    private const int StartedMinuteSeconds = 60;

    /// <summary>Billed minutes in 10⁻⁶, for a leg of this length at this rate's increment (a started minute unless it says otherwise).</summary>
    public static long Micros(TimeSpan elapsed, AppliedRate? rate)
    {
        var increment = Increment(rate);
        var ticks = increment * TimeSpan.TicksPerSecond;
        var increments = Math.Max(1, (elapsed.Ticks + ticks - 1) / ticks);
        return (long)decimal.Round((decimal)increments * increment * UsageUnits.MicrosPerUnit / StartedMinuteSeconds, MidpointRounding.ToEven);
    }

    /// <summary>The step in seconds that a rate bills a leg by.</summary>
    public static int Increment(AppliedRate? rate) => rate?.IncrementSeconds is { } seconds and > 0 ? seconds : StartedMinuteSeconds;
}

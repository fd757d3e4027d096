namespace VoiceOps.Voice.Usage;

internal static class UtcTime
{
    /// <summary>Now, cut to the microsecond that the store keeps, so that a value read back equals the one written.</summary>
    public static DateTime GetUtcTime(this TimeProvider time) => ToMicrosecond(time.GetUtcNow().UtcDateTime);

    public static DateTime ToMicrosecond(DateTime value) => new(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>The start of the quarter of an hour that rollups put a moment into.</summary>
    public static DateTime QuarterStart(DateTime value) => new(value.Ticks - (value.Ticks % (15 * TimeSpan.TicksPerMinute)), DateTimeKind.Utc);

    public static DateTime HourStart(DateTime value) => new(value.Ticks - (value.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
}

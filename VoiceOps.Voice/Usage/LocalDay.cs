namespace VoiceOps.Voice.Usage;

/// <summary>Days of a time zone's calendar, 23- and 25-hour ones included.</summary>
internal static class LocalDay
{
    /// <summary>The day that the zone's calendar shows at a moment.</summary>
    public static DateOnly Of(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    /// <summary>The first moment of a day, in UTC.</summary>
    public static DateTime Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Clocks that go forward over midnight: the day begins where they land. Minutes, because a gap may be half an hour or a whole day.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // Midnight that comes twice: the day begins at the first.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }
}

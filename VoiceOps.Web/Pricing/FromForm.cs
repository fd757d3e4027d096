using System.Globalization;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Pricing;

/// <summary>From when something counts: now, or the start of a day of the reporting time zone.</summary>
public sealed class FromForm
{
    public bool IsDay { get; set; }

    /// <summary><c>yyyy-MM-dd</c>, as the browser's field writes it.</summary>
    public string Day { get; set; } = "";

    /// <summary>UTC; null is now.</summary>
    public DateTime? Moment(TimeZoneInfo zone) => IsDay && Read() is { } day ? ReportRanges.DayStart(day, zone) : null;

    public string? Problem => IsDay && Read() is null ? "Choose the day." : null;

    private DateOnly? Read() =>
        DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 9000 ? day : null;
}

namespace VoiceOps.Voice.Reporting.Ranges;

public enum RangeKind
{
    Today,
    Last7Days,
    Last30Days,
    MonthToDate,
    Custom,
}

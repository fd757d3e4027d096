namespace VoiceOps.Voice.Reporting;

public enum RangeKind
{
    Today,
    Last7Days,
    Last30Days,
    MonthToDate,
    Custom,
}

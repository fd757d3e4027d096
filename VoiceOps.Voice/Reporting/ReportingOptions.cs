namespace VoiceOps.Voice.Reporting;

public sealed class ReportingOptions
{
    public const string Section = "VoiceOps";

    /// <summary>IANA id of the time zone that days are counted in.</summary>
    public string TimeZone { get; set; } = "UTC";
}

using VoiceOps.Web.CommandCenter;
using Xunit;

namespace VoiceOps.Tests.Web.CommandCenter;

public sealed class StatusReportTests
{
    [Fact]
    public void Level_SeveralParts_IsTheWorst()
    {
        var report = Report(Line(StatusLevel.Operational), Line(StatusLevel.Down), Line(StatusLevel.Caution));

        Assert.Equal(StatusLevel.Down, report.Level);
    }

    [Fact]
    public void Missing_SeveralParts_IsAllKeys()
    {
        var report = Report(Line(StatusLevel.Caution, "Twilio:AccountSid Twilio:AuthToken"), Line(StatusLevel.Operational),
            Line(StatusLevel.Caution, "Deepgram:ApiKey"));

        Assert.Equal(["Twilio:AccountSid", "Twilio:AuthToken", "Deepgram:ApiKey"], report.Missing);
    }

    private static StatusReport Report(params StatusLine[] lines) => new() { Lines = lines, Version = "0.1.0", Commit = "abc", Schema = null };

    private static StatusLine Line(StatusLevel level, string missing = "") => new() { Name = "Part", Level = level, Detail = "as it is", Missing = missing };
}

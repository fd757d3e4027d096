using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls.Journal;

public sealed class TranscriptOptionsValidatorTests
{
    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("-1.00:00:00", false)]
    [InlineData("00:59:59", false)]
    [InlineData("01:00:00", true)]
    [InlineData("30.00:00:00", true)]
    [InlineData("3650.00:00:00", true)]
    [InlineData("3651.00:00:00", false)]
    public void Validate_Retention_IsFromAnHourToTenYears(string retention, bool isValid)
    {
        var result = new TranscriptOptionsValidator().Validate(null, new TranscriptOptions { TranscriptRetention = TimeSpan.Parse(retention) });

        Assert.Equal(isValid, result.Succeeded);
        Assert.Equal(!isValid, result.FailureMessage?.StartsWith("VoiceOps:TranscriptRetention must be from 1 hour", StringComparison.Ordinal) ?? false);
    }
}

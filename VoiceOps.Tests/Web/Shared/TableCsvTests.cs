using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class TableCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1 ••• 0111", "\"'+1 ••• 0111\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("-0.000123456", "-0.000123456")]
    [InlineData("1928.971234567", "1928.971234567")]
    [InlineData("Acme, Inc.", "\"Acme, Inc.\"")]
    [InlineData("", "")]
    public void Write_AField_IsAnAmountOrDefused(string field, string expected)
    {
        var line = TableCsv.Write([["x", field]]);

        Assert.Equal($"x,{expected}\r\n", line.Replace("x,\"\"\r", "x,\r", StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Data;

/// <summary>The ledger's fast writing is that of everybody else.</summary>
public sealed class SqliteTextTests
{
    // What Microsoft.Data.Sqlite gives a decimal parameter.
    private const string Format = "0.0###########################";

    [Property]
    public void Write_AnyDecimal_IsAsTheDriverWritesIt(decimal value) => Check(value);

    [Theory]
    [InlineData("0")]
    [InlineData("40")]
    [InlineData("-12.50")]
    [InlineData("1.000")]
    [InlineData("0.0000001")]
    [InlineData("100")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void Write_DecimalAtAnEdge_IsAsTheDriverWritesIt(string value) => Check(decimal.Parse(value, CultureInfo.InvariantCulture));

    [Property]
    public void Write_AnyTime_IsAsTheModelWritesIt(DateTime value)
    {
        var time = DateTime.SpecifyKind(value, DateTimeKind.Utc);
        Span<byte> text = stackalloc byte[SqliteText.Longest];

        Assert.Equal(UtcTextConverter.Write(time), Encoding.UTF8.GetString(text[..SqliteText.Write(time, text)]));
    }

    private static void Check(decimal value)
    {
        Span<byte> text = stackalloc byte[SqliteText.Longest];

        Assert.Equal(value.ToString(Format, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(text[..SqliteText.Write(value, text)]));
    }
}

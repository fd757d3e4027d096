using System.Globalization;
using FsCheck.Xunit;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Usage;

public sealed class ExactNumberTests
{
    private static readonly CultureInfo[] Cultures = [CultureInfo.InvariantCulture, new("de-DE"), new("fr-FR"), new("ar-EG"), new("fa-IR"), new("de-CH"), new("hi-IN")];

    [Theory]
    [InlineData("0.014", "0.014")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("+3", "3")]
    [InlineData(".5", "0.5")]
    [InlineData(" 7\t", "7")]
    [InlineData("00.5", "0.5")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public void Read_PlainNumber_IsIt(string text, string expected)
    {
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), ExactNumber.Read(text, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("0,014", "use a point")]
    [InlineData("-0,125", "use a point")]
    [InlineData("12,345", "use a point")]
    [InlineData("00,014", "use a point")]
    [InlineData("1,234.56", "use a point")]
    [InlineData("1.234,56", "use a point")]
    [InlineData("1.234.567", "use a point")]
    [InlineData(",5", "use a point")]
    [InlineData("5,", "use a point")]
    [InlineData("0٫5", "use a point")]
    [InlineData("1 234", "white space")]
    [InlineData("1\u00a0234", "white space")]
    [InlineData("1\u202f234", "white space")]
    [InlineData("\u00a01", "white space")]
    [InlineData("- 5", "white space")]
    [InlineData("٠.٥", "digits 0 to 9")]
    [InlineData("۱۲", "digits 0 to 9")]
    [InlineData("１２", "digits 0 to 9")]
    [InlineData("−5", "minus as -")]
    [InlineData("1e-3", "not a number")]
    [InlineData("1E3", "not a number")]
    [InlineData("5.", "not a number")]
    [InlineData("(5)", "not a number")]
    [InlineData("5-", "not a number")]
    [InlineData("--5", "not a number")]
    [InlineData("0x1F", "not a number")]
    [InlineData("NaN", "not a number")]
    [InlineData("1'234", "not a number")]
    [InlineData("½", "not a number")]
    [InlineData(".", "not a number")]
    [InlineData("", "not a number")]
    [InlineData(null, "not a number")]
    [InlineData("0.00000000000000000000000000001", "more than 28 digits")]
    [InlineData("79228162514264337593543950335", "more than 28 digits")]
    public void Read_AnythingElse_SaysWhatIsWrong(string? text, string problem)
    {
        Assert.Null(ExactNumber.Read(text, out var said));
        Assert.Contains(problem, said);
    }

    [Theory]
    [InlineData("$0.014", "0.014")]
    [InlineData("-$5", "-5")]
    [InlineData("$-5", "-5")]
    public void ReadDollars_WithItsSign_IsTheAmount(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), ExactNumber.ReadDollars(text, out _));

    [Theory]
    [InlineData("5.9e-07", "0.00000059")]
    [InlineData("1e3", "1000")]
    [InlineData("$1.5E-4", "0.00015")]
    public void ReadDollarsOrFloat_AsProgramsWriteIt_IsReadDigitByDigit(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), ExactNumber.ReadDollarsOrFloat(text, out _));

    [Theory]
    [InlineData("4.41E+11", "shortened")]
    [InlineData("4e+11", "shortened")]
    [InlineData("1e400", "not a number")]
    [InlineData("1e", "not a number")]
    [InlineData("1,5e3", "use a point")]
    public void ReadDollarsOrFloat_ThatLostDigitsOrIsNone_IsRefused(string text, string problem)
    {
        Assert.Null(ExactNumber.ReadDollarsOrFloat(text, out var said));
        Assert.Contains(problem, said);
    }

    /// <summary>Whatever is written without a comma is read back as it was, in every culture.</summary>
    [Property]
    public void Read_AnyDecimalAsItIsWritten_IsTheSameInEveryCulture(decimal value)
    {
        var text = (value / 100).ToString("0.############################", CultureInfo.InvariantCulture);
        if (text.Count(char.IsAsciiDigit) > 28)
        {
            return;
        }

        var expected = decimal.Parse(text, CultureInfo.InvariantCulture);
        InEveryCulture(() => Assert.Equal(expected, ExactNumber.Read(text, out _)));
    }

    /// <summary>A comma, a second point, white space between or a digit of another script is never read, wherever it stands.</summary>
    [Property]
    public void Read_WithAStrangerAnywhere_IsNeverRead(uint whole, byte at, byte which)
    {
        char[] strangers = [',', ' ', '\u00a0', '\'', '٣', 'e', '_', '٫', '\u2009', '’'];
        var text = string.Create(CultureInfo.InvariantCulture, $"{whole}.5");
        var place = 1 + (at % (text.Length - 1));
        var strange = text.Insert(place, strangers[which % strangers.Length].ToString());

        InEveryCulture(() => Assert.Null(ExactNumber.Read(strange, out _)));
    }

    /// <summary>Two texts of one number are one number, and what is read has no more digits than were written.</summary>
    [Property]
    public void Read_AnyText_IsExactOrNothing(string? text)
    {
        if (ExactNumber.Read(text, out var problem) is { } value)
        {
            Assert.Null(problem);
            Assert.Equal(value, ExactNumber.Read(value.ToString(CultureInfo.InvariantCulture), out _));
        }
        else
        {
            Assert.False(string.IsNullOrEmpty(problem));
        }
    }

    private static void InEveryCulture(Action check)
    {
        var own = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in Cultures)
            {
                CultureInfo.CurrentCulture = culture;
                check();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = own;
        }
    }
}

using VoiceOps.Voice.Accounts;
using Xunit;

namespace VoiceOps.Tests.Accounts;

public sealed class CallerNumberTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("+")]
    [InlineData("Anonymous")]
    [InlineData("anonymous")]
    [InlineData("Restricted")]
    [InlineData("Unavailable")]
    [InlineData("Unknown")]
    [InlineData("Private")]
    [InlineData("Blocked")]
    [InlineData("+266696687")]
    [InlineData("266696687")]
    [InlineData("+7378742833")]
    [InlineData("+2562533")]
    [InlineData("+8656696")]
    [InlineData("+86282452253")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("client:Anonymous")]
    public void Known_Withheld_IsNobodys(string? from) => Assert.Null(CallerNumber.Known(from));

    [Theory]
    [InlineData("+14155550100")]
    [InlineData("+2666966870")]
    [InlineData("+4915112345678")]
    [InlineData("client:alice")]
    [InlineData("sip:bob@example.com")]
    [InlineData("73787")]
    public void Known_ANumberOrAName_IsItself(string from) => Assert.Equal(from, CallerNumber.Known(from));
}

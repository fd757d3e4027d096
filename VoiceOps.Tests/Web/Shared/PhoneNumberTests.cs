using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.Shared;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+15550100142", "+1 ••• 0142")]
    [InlineData("+442079462090", "+44 ••• 2090")]
    [InlineData("+35315550123", "+353 ••• 0123")]
    [InlineData("+15550100", "+1 ••• 0100")]
    [InlineData("anonymous", "withheld")]
    [InlineData("+266696687", "withheld")]
    [InlineData("sip:4915112345678@example.com", "••• om")]
    [InlineData("12345", "••• 45")]
    [InlineData(null, "withheld")]
    [InlineData(" ", "withheld")]
    public void Mask_AnyNumber_ShowsCountryAndLastDigitsAtMost(string? number, string expected) => Assert.Equal(expected, PhoneNumber.Mask(number));
}

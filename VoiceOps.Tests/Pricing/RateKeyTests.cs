using VoiceOps.Voice.Pricing;
using Xunit;

namespace VoiceOps.Tests.Pricing;

public sealed class RateKeyTests
{
    [Theory]
    [InlineData("twilio:voice", null, "twilio:voice")]
    [InlineData("twilio:voice", "  ", "twilio:voice")]
    [InlineData("cerebras:prompt:gpt-oss-120b", null, "cerebras:prompt:gpt-oss-120b")]
    [InlineData("cerebras:prompt", "gpt-oss-120b", "cerebras:prompt:gpt-oss-120b")]
    [InlineData("cerebras:prompt:gpt-oss-120b", "gpt-oss-120b", "cerebras:prompt:gpt-oss-120b")]
    [InlineData(" cerebras : prompt ", "org:model:v2", "cerebras:prompt:org:model:v2")]
    [InlineData("cerebras:prompt:org:model:v2", null, "cerebras:prompt:org:model:v2")]
    public void TryParse_WrittenKey_IsRead(string text, string? model, string expected)
    {
        Assert.True(RateKey.TryParse(text, model, out var key));
        Assert.Equal(expected, key.ToString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("twilio", null)]
    [InlineData("twilio:", null)]
    [InlineData(":voice", null)]
    [InlineData("cerebras:prompt:", null)]
    [InlineData("cerebras:prompt:one", "other")]
    public void TryParse_AnythingElse_IsRefused(string? text, string? model)
    {
        Assert.False(RateKey.TryParse(text, model, out _));
    }
}

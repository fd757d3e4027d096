using FsCheck.Xunit;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls.CallLog;
using Xunit;

namespace VoiceOps.Tests.Web.Calls.CallLog;

public sealed class CallLogKeyTests
{
    [Property]
    public bool Parse_OfAnyKeysText_IsTheKey(uint seconds, ushort micros, uint id)
    {
        var key = new CallLogKey(UtcTime.ToMicrosecond(DateTime.UnixEpoch.AddSeconds(seconds).AddMicroseconds(micros)), id);
        return CallLogKey.Parse(key.ToString()) == key;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("-1-2")]
    [InlineData("1-2-3")]
    [InlineData("1795600000123456-x")]
    [InlineData("9223372036854775807-1")]
    public void Parse_NoKey_IsNull(string? text) => Assert.Null(CallLogKey.Parse(text));
}

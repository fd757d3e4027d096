using FsCheck;
using FsCheck.Xunit;
using VoiceOps.Web.Credits;
using Xunit;

namespace VoiceOps.Tests.Web.Credits;

public sealed class TalkTimeTests
{
    [Theory]
    [InlineData("90", 5_400)]
    [InlineData("1.5", 90)]
    [InlineData("4166:40", 250_000)]
    [InlineData(" 0:01 ", 1)]
    public void Read_MinutesOrMinutesAndSeconds_AreSeconds(string text, long seconds) => Assert.Equal(seconds, TalkTime.Read(text, out _));

    [Theory]
    [InlineData("4,166", "use a point")]
    [InlineData("1.001", "whole seconds")]
    [InlineData("1:60", "4166:40")]
    [InlineData("1:5", "4166:40")]
    [InlineData("-1:05", "4166:40")]
    [InlineData("1:2:3", "4166:40")]
    [InlineData("-3", "slip")]
    [InlineData("ten", "number")]
    [InlineData("", "number")]
    public void Read_AnythingElse_SaysWhatIsWrong(string text, string problem)
    {
        Assert.Null(TalkTime.Read(text, out var said));
        Assert.Contains(problem, said);
    }

    [Property]
    public void Write_AnyLength_IsReadBack(NonNegativeInt seconds) => Assert.Equal(seconds.Get, TalkTime.Read(TalkTime.Write(seconds.Get), out _));
}

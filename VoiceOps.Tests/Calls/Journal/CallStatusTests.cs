using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls.Journal;

public sealed class CallStatusTests
{
    // All of Twilio's words, ours, and none.
    [Theory]
    [InlineData("queued", false)]
    [InlineData("ringing", false)]
    [InlineData("in-progress", false)]
    [InlineData("completed", true)]
    [InlineData("busy", true)]
    [InlineData("failed", true)]
    [InlineData("no-answer", true)]
    [InlineData("canceled", true)]
    [InlineData("rejected", false)]
    [InlineData(null, false)]
    public void IsFinal_EachWord_TellsWhetherTheLineIsDown(string? status, bool isFinal) => Assert.Equal(isFinal, CallStatus.IsFinal(status));
}

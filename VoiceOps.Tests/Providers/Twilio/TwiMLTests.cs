using System.Xml.Linq;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

public sealed class TwiMLTests
{
    [Fact]
    public void ConnectStream_HandsTheCallToTheSocket_WithNothingBehindIt() => Assert.Equal(
        """<?xml version="1.0" encoding="utf-8"?><Response><Connect><Stream url="wss://voice.example.com/twilio/media"><Parameter name="token" value="8f3c" /></Stream></Connect></Response>""",
        TwiML.ConnectStream("wss://voice.example.com/twilio/media", KeyValuePair.Create("token", "8f3c")));

    [Fact]
    public void ConnectStream_EscapesWhatItIsGiven()
    {
        const string odd = "<a href=\"x\">&'\n";

        var parameter = XDocument.Parse(TwiML.ConnectStream("wss://v/m", KeyValuePair.Create(odd, odd))).Descendants("Parameter").Single();

        Assert.Equal(odd, parameter.Attribute("name")!.Value);
        Assert.Equal(odd, parameter.Attribute("value")!.Value);
    }

    [Fact]
    public void ConnectStream_WithAParameterBeyondTwiliosLimit_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => TwiML.ConnectStream("wss://v/m", KeyValuePair.Create("token", new string('x', 495))));

    [Fact]
    public void SayAndHangup_EscapesTheText_AndLeavesOutWhatXmlCannotHold()
    {
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><Response><Say>Tom &amp; Jerry &lt;3 👋</Say><Hangup /></Response>""",
            TwiML.SayAndHangup("Tom & Jerry \u0001<3 👋"));
    }

    [Fact]
    public void SayAndDial_PutsThrough_AndHasTheSecondLegReportedWhenItIsOver() => Assert.Equal(
        """<?xml version="1.0" encoding="utf-8"?><Response><Say>One moment.</Say><Dial timeLimit="1800"><Number statusCallback="https://v/twilio/status" statusCallbackEvent="completed">+14155550123</Number></Dial></Response>""",
        TwiML.SayAndDial("One moment.", "+14155550123", TimeSpan.FromMinutes(30), "https://v/twilio/status"));

    [Fact]
    public void Reject_IsTheFirstVerb_WithItsReason()
    {
        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><Response><Reject reason="rejected" /></Response>""", TwiML.Reject());
        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><Response><Reject reason="busy" /></Response>""", TwiML.Reject(isBusy: true));
    }
}

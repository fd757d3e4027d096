using System.Xml.Linq;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

public sealed class TwiMLTests
{
    [Fact]
    public void ConnectStream_HandsTheCallToTheSocket_WithNothingBehindIt() => AssertSame(
        """<Response><Connect><Stream url="wss://voice.example.com/twilio/media"><Parameter name="token" value="8f3c" /></Stream></Connect></Response>""",
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
        AssertSame(
            """<Response><Say>Tom &amp; Jerry &lt;3 👋</Say><Hangup /></Response>""",
            TwiML.SayAndHangup("Tom & Jerry \u0001<3 👋"));
    }

    [Fact]
    public void SayAndHangup_InAnotherLanguage_IsReadOutInIt() =>
        AssertSame("""<Response><Say language="de-DE">Bis bald.</Say><Hangup /></Response>""", TwiML.SayAndHangup("Bis bald.", "de-DE"));

    [Fact]
    public void SayAndDial_PutsThrough_AndHasTheSecondLegReportedWhenItIsOver() => AssertSame(
        """<Response><Say>One moment.</Say><Dial timeLimit="1800"><Number statusCallback="https://v/twilio/status" statusCallbackEvent="completed">+14155550123</Number></Dial></Response>""",
        TwiML.SayAndDial("One moment.", "+14155550123", TimeSpan.FromMinutes(30), "https://v/twilio/status"));

    [Fact]
    public void Reject_IsTheFirstVerb_WithItsReason()
    {
        AssertSame("""<Response><Reject reason="rejected" /></Response>""", TwiML.Reject());
        AssertSame("""<Response><Reject reason="busy" /></Response>""", TwiML.Reject(isBusy: true));
    }

    /// <summary>As XML: in which order attributes stand and how an empty element is written is the library's business.</summary>
    private static void AssertSame(string expected, string actual)
    {
        var document = XDocument.Parse(actual, LoadOptions.PreserveWhitespace);
        Assert.Equal("utf-8", document.Declaration!.Encoding);
        Assert.Equal(Canonical(XElement.Parse(expected)), Canonical(document.Root!));
    }

    private static string Canonical(XElement element) => string.Concat(
        $"<{element.Name}",
        string.Concat(element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal).Select(attribute => $" {attribute}")),
        ">",
        string.Concat(element.Nodes().Select(node => node is XElement child ? Canonical(child) : node.ToString())),
        "</>");
}

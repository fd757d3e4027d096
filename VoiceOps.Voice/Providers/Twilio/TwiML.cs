using System.Globalization;
using System.Text;
using System.Xml;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>What a voice webhook answers with, as <c>text/xml</c>.</summary>
internal static class TwiML
{
    public const string ContentType = "text/xml";

    /// <summary>Twilio's limit for a parameter's name and value together.</summary>
    private const int LongestParameter = 500;

    /// <summary>
    /// Hands the call's audio to a websocket. Nothing follows <c>Connect</c>: the call ends when the socket closes. The address must have no
    /// query, Twilio refuses or drops it; what the socket needs to know goes into the parameters.
    /// </summary>
    public static string ConnectStream(string url, params IReadOnlyList<KeyValuePair<string, string>> parameters) => Build(xml =>
    {
        xml.WriteStartElement("Connect");
        xml.WriteStartElement("Stream");
        xml.WriteAttributeString("url", Clean(url));
        foreach (var (name, value) in parameters)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(name.Length + value.Length, LongestParameter, nameof(parameters));
            xml.WriteStartElement("Parameter");
            xml.WriteAttributeString("name", Clean(name));
            xml.WriteAttributeString("value", Clean(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>Answers (so the call has its minute), says a sentence and hangs up.</summary>
    public static string SayAndHangup(string text) => Build(xml =>
    {
        xml.WriteElementString("Say", Clean(text));
        xml.WriteStartElement("Hangup");
        xml.WriteEndElement();
    });

    /// <summary>Says a sentence and puts the caller through, for so long at most; how long the second leg took is told to the address.</summary>
    public static string SayAndDial(string text, string number, TimeSpan limit, string statusCallback) => Build(xml =>
    {
        xml.WriteElementString("Say", Clean(text));
        xml.WriteStartElement("Dial");
        xml.WriteAttributeString("timeLimit", ((int)limit.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("Number");
        xml.WriteAttributeString("statusCallback", Clean(statusCallback));
        xml.WriteAttributeString("statusCallbackEvent", "completed");
        xml.WriteString(Clean(number));
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>Never answers, and so costs nothing. The first verb, or Twilio answers after all.</summary>
    public static string Reject(bool isBusy = false) => Build(xml =>
    {
        xml.WriteStartElement("Reject");
        xml.WriteAttributeString("reason", isBusy ? "busy" : "rejected");
        xml.WriteEndElement();
    });

    private static string Build(Action<XmlWriter> write)
    {
        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text))
        {
            xml.WriteStartElement("Response");
            write(xml);
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>Without the characters that XML cannot hold, escaped or not.</summary>
    private static string Clean(string text) => string.Concat(
        text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    /// <summary>So that the declaration says utf-8, which is how the answer is sent.</summary>
    private sealed class Utf8Writer : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}

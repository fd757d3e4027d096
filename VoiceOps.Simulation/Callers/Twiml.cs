using System.Xml;
using System.Xml.Linq;

namespace VoiceOps.Simulation.Callers;

/// <summary>The verbs of a TwiML document that the simulated network understands.</summary>
internal abstract record Twiml
{
    /// <summary>The verbs in order. Throws <see cref="XmlException"/> on anything that the network could not carry out.</summary>
    public static IReadOnlyList<Twiml> Parse(string text)
    {
        var root = XDocument.Parse(text).Root;
        return root?.Name.LocalName == "Response"
            ? [.. root.Elements().Select(Verb)]
            : throw new XmlException("The document's root is not Response.");
    }

    private static Twiml Verb(XElement element) => element.Name.LocalName switch
    {
        "Say" => new Say(element.Value.Trim()),
        "Hangup" => new HangUp(),
        "Reject" => new Reject((string?)element.Attribute("reason") ?? "rejected"),
        "Pause" => new Pause(TimeSpan.FromSeconds((int?)element.Attribute("length") ?? 1)),
        "Dial" when element.Elements().SingleOrDefault() is { Name.LocalName: "Number" } number => new Dial(number.Value.Trim(), (string?)number.Attribute("statusCallback")),
        "Connect" when element.Elements().SingleOrDefault() is { Name.LocalName: "Stream" } stream => Stream(stream),
        var name => throw new XmlException($"The verb {name} is not understood."),
    };

    private static Connect Stream(XElement stream)
    {
        var address = new Uri((string?)stream.Attribute("url") ?? throw new XmlException("Stream has no url."), UriKind.Absolute);
        if (address.Scheme is not ("ws" or "wss") || address.Query.Length > 0)
        {
            // 31920 at Twilio: the handshake fails.
            throw new XmlException($"The stream's address {address} is not a websocket address without a query.");
        }

        return new Connect(address, stream.Elements("Parameter").ToDictionary(
            parameter => (string?)parameter.Attribute("name") ?? throw new XmlException("Parameter has no name."),
            parameter => (string?)parameter.Attribute("value") ?? ""));
    }

    public sealed record Say(string Text) : Twiml;

    public sealed record Pause(TimeSpan Length) : Twiml;

    public sealed record HangUp : Twiml;

    public sealed record Dial(string Number, string? StatusCallback) : Twiml;

    public sealed record Reject(string Reason) : Twiml;

    public sealed record Connect(Uri Address, IReadOnlyDictionary<string, string> Parameters) : Twiml;
}

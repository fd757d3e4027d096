using System.Xml;
using System.Xml.Linq;
using Twilio.TwiML;
using Twilio.TwiML.Voice;
using RejectVerb = Twilio.TwiML.Voice.Reject;
using StreamNoun = Twilio.TwiML.Voice.Stream;

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
    public static string ConnectStream(string url, params IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var stream = new StreamNoun(url: url);
        foreach (var (name, value) in parameters)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(name.Length + value.Length, LongestParameter, nameof(parameters));
            stream.Parameter(Clean(name), Clean(value));
        }

        return Write(new VoiceResponse().Append(new Connect().Append(stream)));
    }

    /// <summary>Answers (so the call has its minute), says a sentence and hangs up.</summary>
    /// <param name="language">As the line calls it, such as <c>de-DE</c>; null is the line's own, American English.</param>
    public static string SayAndHangup(string text, string? language = null) => Write(new VoiceResponse().Append(Spoken(text, language)).Hangup());

    /// <summary>Says a sentence and puts the caller through, for so long at most; how long the second leg took is told to the address.</summary>
    public static string SayAndDial(string text, string number, TimeSpan limit, string statusCallback, string? language = null) => Write(new VoiceResponse()
        .Append(Spoken(text, language))
        .Append(new Dial(timeLimit: (int)limit.TotalSeconds).Append(new Number(
            new(number), statusCallback: new Uri(statusCallback), statusCallbackEvent: [Number.EventEnum.Completed]))));

    /// <summary>Never answers, and so costs nothing. The first verb, or Twilio answers after all.</summary>
    public static string Reject(bool isBusy = false) => Write(new VoiceResponse().Reject(
        isBusy ? RejectVerb.ReasonEnum.Busy : RejectVerb.ReasonEnum.Rejected));

    private static Say Spoken(string text, string? language) => language is null ? new Say(Clean(text)) : new Say(Clean(text), language: language);

    private static string Write(VoiceResponse response) => response.ToString(SaveOptions.DisableFormatting);

    /// <summary>Without the characters that XML cannot hold, escaped or not: the library throws on them.</summary>
    private static string Clean(string text) => string.Concat(
        text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
}

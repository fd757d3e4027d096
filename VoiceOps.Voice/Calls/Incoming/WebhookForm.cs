using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace VoiceOps.Voice.Calls.Incoming;

/// <summary>
/// The forms that Twilio's own values have. They are part of the signature's proof: what is signed is all names and values in one row, so that a
/// captured webhook could be cut into other fields at other places, and be another call's.
/// </summary>
internal static partial class WebhookForm
{
    private const string PartyWords = "a number such as +14155550100, a word such as anonymous, or an address that begins with sip: or client:";

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    public static string? Problem(IFormCollection form) =>
        Wrong(form, "CallSid", CallSid(), "CA and 32 hexadecimal digits", isRequired: true)
        ?? Wrong(form, "ParentCallSid", CallSid(), "CA and 32 hexadecimal digits")
        ?? Wrong(form, "AccountSid", AccountSid(), "AC and hexadecimal digits")
        ?? Wrong(form, "From", Party(), PartyWords)
        ?? Wrong(form, "To", Party(), PartyWords)
        ?? Wrong(form, "CallDuration", Whole(), "a whole number of seconds");

    private static string? Wrong(IFormCollection form, string name, Regex shape, string words, bool isRequired = false)
    {
        var value = form[name].ToString();
        return value.Length == 0 ? (isRequired ? $"{name} is missing." : null)
            : shape.IsMatch(value) ? null
            : $"{name} must be {words}.";
    }

    // CA00000000000000000000000000000001
    [GeneratedRegex(@"^CA[0-9a-fA-F]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CallSid();

    // Its length is left open: nothing is read by it, and nothing that could follow it is made of such digits.
    [GeneratedRegex(@"^AC[0-9a-fA-F]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountSid();

    [GeneratedRegex(@"^\+?[0-9]{1,20}\z|^[A-Za-z][A-Za-z .-]{0,30}\z|^(sips?|tel|client|whatsapp):[\x21-\x7E]{1,300}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Party();

    [GeneratedRegex(@"^[0-9]{1,9}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}

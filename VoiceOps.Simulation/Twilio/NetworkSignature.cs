using System.Security.Cryptography;
using System.Text;

namespace VoiceOps.Simulation.Twilio;

/// <summary>Signs requests as Twilio does: HMAC-SHA1 over the address and the sorted form fields.</summary>
internal static class NetworkSignature
{
    public const string Header = "X-Twilio-Signature";

    public static string Sign(string authToken, Uri address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var signed = new StringBuilder(address.OriginalString);
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

        // SHA-1 is Twilio's choice.
#pragma warning disable CA5350
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }
}

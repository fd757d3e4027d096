using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary><c>X-Twilio-Signature</c>: base64 of HMAC-SHA1 with the auth token over the address and the form. https://www.twilio.com/docs/usage/security</summary>
internal static class TwilioSignature
{
    private const string BodyHashName = "bodySHA256=";

    public static string Compute(string authToken, string url, IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            // A repeated field counts once per distinct value, in order; an empty one counts with its name.
            foreach (var value in values.Select(value => value ?? "").DefaultIfEmpty("").Distinct().Order(StringComparer.Ordinal))
            {
                signed.Append(name).Append(value);
            }
        }

#pragma warning disable CA5350 // Twilio's choice of algorithm; HMAC-SHA1 itself is not broken.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>Twilio signs the address with or without its port, depending on product and scheme: either will do.</summary>
    public static bool Matches(string authToken, string url, IEnumerable<KeyValuePair<string, StringValues>> form, string? signature)
    {
        if (string.IsNullOrEmpty(authToken) || string.IsNullOrEmpty(signature))
        {
            return false;
        }

        var fields = form.ToList();
        var matches = false;
        foreach (var variant in PortVariants(url))
        {
            matches |= AreEqual(Compute(authToken, variant, fields), signature);
        }

        return matches;
    }

    /// <summary>For a body that is no form: the address names the body's hash, the signature covers the address alone.</summary>
    public static bool MatchesBody(string authToken, string url, ReadOnlySpan<byte> body, string? signature)
    {
        var start = url.IndexOf(BodyHashName, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var expected = url.AsSpan(start + BodyHashName.Length);
        var end = expected.IndexOfAny('&', '#');
        expected = end < 0 ? expected : expected[..end];
        return AreEqual(Convert.ToHexStringLower(SHA256.HashData(body)), expected.ToString())
            && Matches(authToken, url, [], signature);
    }

    /// <summary>As given, without the port, and with the scheme's own port: letters stay as they are, since they are signed byte for byte.</summary>
    internal static IEnumerable<string> PortVariants(string url)
    {
        yield return url;
        var host = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (host < "://".Length)
        {
            yield break;
        }

        var end = url.IndexOfAny(['/', '?', '#'], host);
        end = end < 0 ? url.Length : end;
        var port = url.LastIndexOf(':', end - 1, end - host);
        var hasPort = port > url.LastIndexOfAny([']', '@'], end - 1, end - host);
        var isSecure = url.StartsWith("https", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss", StringComparison.OrdinalIgnoreCase);
        yield return hasPort ? url.Remove(port, end - port) : url.Insert(end, isSecure ? ":443" : ":80");
    }

    private static bool AreEqual(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));
}

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>
/// Tells whether a request was signed by Twilio with our auth token. The address is made from the configured public one, never from the
/// <c>Host</c> header: behind a proxy that is another.
/// </summary>
internal sealed class TwilioRequestValidator(IOptions<TwilioOptions> options)
{
    private readonly string? _authToken = options.Value.AuthToken;

    /// <summary>Without an auth token nothing can be checked, and nothing is valid.</summary>
    public bool CanValidate => !string.IsNullOrWhiteSpace(_authToken);

    /// <summary>A webhook: <paramref name="path"/> and <paramref name="query"/> (with its <c>?</c>, or empty) as they came, and every form field, known or not.</summary>
    public bool IsValidWebhook(
        string publicUrl, string path, string query, IEnumerable<KeyValuePair<string, StringValues>> form, string? signature) =>
        CanValidate && TwilioSignature.Matches(_authToken!, publicUrl.TrimEnd('/') + path + query, form, signature);

    /// <summary>The upgrade of a media stream, signed over the address in the TwiML, at times with a trailing slash.</summary>
    public bool IsValidMediaStream(string publicUrl, string path, string? signature)
    {
        if (!CanValidate)
        {
            return false;
        }

        var url = MediaStreamUrl(publicUrl, path).TrimEnd('/');
        return TwilioSignature.Matches(_authToken!, url, [], signature) | TwilioSignature.Matches(_authToken!, url + "/", [], signature);
    }

    /// <summary>Where a media stream connects to: <c>wss</c> for a public <c>https</c> address, <c>ws</c> for <c>http</c> (loopback).</summary>
    public static string MediaStreamUrl(string publicUrl, string path) => ProviderAddress.WithSocketScheme(publicUrl.TrimEnd('/')) + path;
}

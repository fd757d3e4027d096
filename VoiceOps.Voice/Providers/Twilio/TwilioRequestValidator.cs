using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Twilio.Security;

namespace VoiceOps.Voice.Providers.Twilio;

/// <summary>
/// Tells whether a request was signed by Twilio, with our auth token or with a shared key of ours. The address is made from the configured
/// public one, never from the <c>Host</c> header: behind a proxy that is another. https://www.twilio.com/docs/usage/security
/// </summary>
internal sealed class TwilioRequestValidator(IOptions<TwilioOptions> options)
{
    /// <summary>
    /// Comes with a signature that was made with a shared key, and names the algorithm.
    /// https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
    /// </summary>
    // X-Twilio-Webhooks-Signature-Settings: key=webhooks_sharedkey_..,algorithm=HMAC_SHA256
    public const string SettingsHeader = RequestValidator.SignatureSettingsHeader;

    private readonly RequestValidator? _byAuthToken = Validator(options.Value.AuthToken);
    private readonly RequestValidator? _bySharedKey = Validator(options.Value.SharedKeySecret);

    /// <summary>Without an auth token nothing can be checked, and nothing is valid.</summary>
    public bool CanValidate => _byAuthToken is not null;

    /// <summary>
    /// A webhook: <paramref name="path"/> and <paramref name="query"/> (with its <c>?</c>, or empty) as they came, and every form field, known
    /// or not. <paramref name="settings"/> is the value of <see cref="SettingsHeader"/>; null or empty when there is none.
    /// </summary>
    public bool IsValidWebhook(
        string publicUrl, string path, string query, IEnumerable<KeyValuePair<string, StringValues>> form, string? signature, string? settings = null) =>
        IsSigned(publicUrl.TrimEnd('/') + path + query, form, signature, settings);

    /// <summary>The upgrade of a media stream, signed over the address in the TwiML, at times with a trailing slash.</summary>
    public bool IsValidMediaStream(string publicUrl, string path, string? signature, string? settings = null)
    {
        var url = MediaStreamUrl(publicUrl, path).TrimEnd('/');
        return IsSigned(url, [], signature, settings) || IsSigned(url + "/", [], signature, settings);
    }

    /// <summary>Where a media stream connects to: <c>wss</c> for a public <c>https</c> address, <c>ws</c> for <c>http</c> (loopback).</summary>
    public static string MediaStreamUrl(string publicUrl, string path) => ProviderAddress.WithSocketScheme(publicUrl.TrimEnd('/')) + path;

    private bool IsSigned(string url, IEnumerable<KeyValuePair<string, StringValues>> form, string? signature, string? settings)
    {
        var validator = string.IsNullOrEmpty(settings) ? _byAuthToken : _bySharedKey;
        if (validator is null || !CanValidate || string.IsNullOrEmpty(signature))
        {
            return false;
        }

        var algorithm = RequestValidator.GetSignatureAlgorithm(settings);
        var fields = Fields(form);
        return PortVariants(url).Any(variant => validator.Validate(variant, fields, signature, algorithm));
    }

    /// <summary>
    /// The library knows one value a field. A repeated field is signed as its name and value once per distinct value, in order: with the name
    /// between them, the values make one that is signed the same.
    /// </summary>
    private static Dictionary<string, string> Fields(IEnumerable<KeyValuePair<string, StringValues>> form) => form.ToDictionary(
        field => field.Key,
        field => string.Join(field.Key, field.Value.Select(value => value ?? "").Distinct().Order(StringComparer.Ordinal)));

    /// <summary>
    /// Twilio signs the address with or without its port, depending on product and scheme: either will do. The library looks for both, but it
    /// never leaves out a port that is the scheme's own, and takes 80 for that of <c>wss</c>.
    /// </summary>
    private static IEnumerable<string> PortVariants(string url)
    {
        yield return url;
        var address = new Uri(url);
        if (address.IsDefaultPort)
        {
            var port = address.Scheme is "https" or "wss" ? ":443" : ":80";
            var end = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
            yield return url.AsSpan(0, end).EndsWith(port) ? url.Remove(end - port.Length, port.Length) : url.Insert(end, port);
        }
    }

    private static RequestValidator? Validator(string? secret) => string.IsNullOrWhiteSpace(secret) ? null : new RequestValidator(secret);
}

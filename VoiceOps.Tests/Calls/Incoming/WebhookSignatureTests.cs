using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

public sealed class WebhookSignatureTests
{
    private const string ByAuthToken = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private const string BySharedKey = "iwOZCFCgsf1lZRuIVob5xh6MS+e56XvT2JyqSGp3ZtY=";
    private const string Settings = "key=webhooks_sharedkey_01,algorithm=HMAC_SHA256";

    [Theory]
    [InlineData(ByAuthToken, null)]
    [InlineData(BySharedKey, Settings)]
    public async Task Read_SignedWithTheAuthTokenOrTheSharedKey_GivesTheForm(string signature, string? settings)
    {
        var request = Request(signature, settings);

        var form = await Signature("shared-secret").ReadAsync(request);

        Assert.Equal("CA1234567890ABCDE", form!["CallSid"]);
    }

    [Theory]
    [InlineData(ByAuthToken, Settings, "The signature does not match VoiceOps:PublicUrl and Twilio:SharedKeySecret, which a webhook rule of the account signs with.")]
    [InlineData(BySharedKey, null, "The signature does not match VoiceOps:PublicUrl and Twilio:AuthToken.")]
    public async Task Read_AnotherSignature_IsRefusedAndNamesTheSecret(string signature, string? settings, string words)
    {
        var request = Request(signature, settings);
        using var body = new MemoryStream();
        request.Response.Body = body;

        Assert.Null(await Signature(sharedKey: null).ReadAsync(request));

        Assert.Equal((StatusCodes.Status403Forbidden, words), (request.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray())));
    }

    private static WebhookSignature Signature(string? sharedKey) => new(
        new TwilioRequestValidator(Options.Create(new TwilioOptions { AuthToken = "12345", SharedKeySecret = sharedKey })),
        new ProviderHealth(TimeProvider.System),
        TestMetrics.Refusals(TimeProvider.System),
        Options.Create(new CallOptions { PublicUrl = "https://mycompany.com" }));

    private static DefaultHttpContext Request(string signature, string? settings)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.Path = "/myapp.php";
        http.Request.QueryString = new("?foo=1&bar=2");
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Body = new MemoryStream(
            "To=%2B18005551212&Digits=1234&CallSid=CA1234567890ABCDE&From=%2B14158675309&Caller=%2B14158675309"u8.ToArray());
        http.Request.Headers["X-Twilio-Signature"] = signature;
        if (settings is not null)
        {
            http.Request.Headers["X-Twilio-Webhooks-Signature-Settings"] = settings;
        }

        return http;
    }
}

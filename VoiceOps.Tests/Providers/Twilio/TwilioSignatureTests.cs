using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Twilio.Security;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

/// <summary>The vectors that Twilio publishes with its own libraries, and others that were worked out by the same rule.</summary>
public sealed class TwilioSignatureTests
{
    private const string AuthToken = "12345";
    private const string SharedKey = "shared-secret";
    private const string Sha256 = "key=webhooks_sharedkey_01,algorithm=HMAC_SHA256";
    private const string BodyHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    private const string Body = """{"property": "value", "boolean": true}""";

    private static readonly Dictionary<string, StringValues> Form = new()
    {
        ["To"] = "+18005551212",
        ["Digits"] = "1234",
        ["CallSid"] = "CA1234567890ABCDE",
        ["From"] = "+14158675309",
        ["Caller"] = "+14158675309",
    };

    [Theory]
    [InlineData("https://mycompany.com", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com:80", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("http://mycompany.com:1234", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://mycompany.com:1234", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("https://MyCompany.com", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://user:pass@mycompany.com", "CukzLTc1tT5dXEDIHm/tKBanW10=")]
    public void Webhook_PublishedVectorsWithTheForm_AreMet(string publicUrl, string signature)
    {
        Assert.True(IsValid(publicUrl, Form, signature));
        Assert.False(Validator("other").IsValidWebhook(publicUrl, "/myapp.php", "?foo=1&bar=2", Form, signature));
        Assert.False(IsValid(publicUrl, new Dictionary<string, StringValues>(Form) { ["Digits"] = "1235" }, signature));
    }

    [Fact]
    public void Webhook_TheVectorOfTheDocumentation_IsMet()
    {
        var form = new Dictionary<string, StringValues>(Form) { ["Caller"] = "+14158675310", ["From"] = "+14158675310" };

        Assert.True(IsValid("https://example.com", form, "L/OH5YylLD5NRKLltdqwSvS0BnU="));
    }

    [Fact]
    public void Webhook_RepeatedFields_CountOncePerDistinctValueInOrder()
    {
        Assert.True(IsValid("https://mycompany.com", new Dictionary<string, StringValues>
        {
            ["MessagingBinding.Address"] = new(["+1415xxxxxxx", "+1325xxxxxxx"]),
        }, "83O6e2vORAoJHUNzJjDWN1jz+BA="));
        Assert.True(IsValid("https://mycompany.com", new Dictionary<string, StringValues>
        {
            ["Sid"] = "CA123",
            ["SidAccount"] = "AC123",
            ["Digits"] = new(["5678", "1234", "1234"]),
        }, "IK+Dwps556ElfBT0I3Rgjkr1wJU="));
    }

    [Fact]
    public void Webhook_OfACall_MatchesItsVector() => Assert.True(Validator(AuthToken).IsValidWebhook(
        "https://voice.example.com/", "/twilio/voice", "", new Dictionary<string, StringValues>
        {
            ["AccountSid"] = "AC00000000000000000000000000000001",
            ["ApiVersion"] = "2010-04-01",
            ["CallSid"] = "CA00000000000000000000000000000001",
            ["CallStatus"] = "ringing",
            ["Direction"] = "inbound",
            ["From"] = "+14155550100",
            ["To"] = "+14155550199",
        }, "ELEeLVYZtZxvl4bB2sjfypo52/k="));

    [Theory]
    [InlineData("https://mycompany.com", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://mycompany.com:443", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:8443", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("http://mycompany.com", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    public void Webhook_SignedWithAnotherFormOfThePort_IsAccepted(string publicUrl, string signature) =>
        Assert.True(IsValid(publicUrl, Form, signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    public void Webhook_AnythingElse_IsRefused(string? signature) => Assert.False(IsValid("https://mycompany.com", Form, signature));

    [Theory]
    [InlineData("?")]
    [InlineData("?%zz&=%")]
    [InlineData("?a=https://other.example:443/b#c")]
    [InlineData("?\\\\[]{}|^`\"<>:@")]
    public void Webhook_WithAnOddQuery_IsRefusedAndNotAFault(string query) => Assert.False(
        Validator(AuthToken).IsValidWebhook("https://mycompany.com", "/myapp.php", query, Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

    [Fact]
    public void Webhook_TheQueryIsPartOfTheAddress_AndWithoutATokenNothingIsValid()
    {
        const string signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        Assert.True(Validator(AuthToken).IsValidWebhook("https://mycompany.com/", "/myapp.php", "?foo=1&bar=2", Form, signature));
        Assert.False(Validator(AuthToken).IsValidWebhook("https://mycompany.com", "/myapp.php", "?foo=1", Form, signature));
        Assert.False(Validator(null).IsValidWebhook("https://mycompany.com", "/myapp.php", "?foo=1&bar=2", Form, signature));
        Assert.False(Validator("").CanValidate);
    }

    /// <summary>With a settings header, the shared key's secret and the named algorithm hold; without it, the auth token and SHA-1.</summary>
    [Theory]
    [InlineData("iwOZCFCgsf1lZRuIVob5xh6MS+e56XvT2JyqSGp3ZtY=", Sha256, true)]
    [InlineData("jAfbkm050mlqHvny+dpjh894+4w=", "key=webhooks_sharedkey_01, algorithm=HMAC_SHA1", true)]
    [InlineData("iwOZCFCgsf1lZRuIVob5xh6MS+e56XvT2JyqSGp3ZtY=", "key=webhooks_sharedkey_01,algorithm=HMAC_SHA512", false)]
    [InlineData("iwOZCFCgsf1lZRuIVob5xh6MS+e56XvT2JyqSGp3ZtY=", null, false)]
    [InlineData("033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s=", Sha256, false)]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Sha256, false)]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "", true)]
    public void Webhook_SignedWithASharedKey_IsCheckedWithItsSecretAlone(string signature, string? settings, bool expected) => Assert.Equal(
        expected, Validator(AuthToken, SharedKey).IsValidWebhook("https://mycompany.com", "/myapp.php", "?foo=1&bar=2", Form, signature, settings));

    [Fact]
    public void Webhook_SignedWithASharedKeyThatIsNotSet_IsRefused() => Assert.False(Validator(AuthToken).IsValidWebhook(
        "https://mycompany.com", "/myapp.php", "?foo=1&bar=2", Form, "iwOZCFCgsf1lZRuIVob5xh6MS+e56XvT2JyqSGp3ZtY=", Sha256));

    /// <summary>Our webhooks are forms. These hold the library to its word for a body that is none.</summary>
    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + BodyHash, Body, "a9nBmqA0ju/hNViExpshrM61xv4=", true)]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, Body, "y77kIzt2vzLz71DgmJGsen2scGs=", true)]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "{}", "Ldidvp12m26NI7eqEvxnEpkd9Hc=", true)]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, Body + " ", "y77kIzt2vzLz71DgmJGsen2scGs=", false)]
    [InlineData("https://mycompany.com/myapp.php", Body, "y77kIzt2vzLz71DgmJGsen2scGs=", false)]
    public void Library_PublishedVectorsOfABody_AreMet(string url, string body, string signature, bool expected) =>
        Assert.Equal(expected, new RequestValidator(AuthToken).Validate(url, body, signature));

    [Theory]
    [InlineData("https://voice.example.com", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com/", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com", "BXF4dPv/qKwfALEQ/o2fVPPvK/c=", true)]
    [InlineData("https://voice.example.com:443", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com", "k4nl+z8vCqP/FVBtZqTn8jDT86U=", true)]
    [InlineData("https://voice.example.com", "2A768no+sGy6/ZLDxHITQfda/E8=", false)]
    [InlineData("https://voice.example.com", null, false)]
    public void MediaStream_TheWssAddressHolds_WithOrWithoutASlashOrThePortOfWss(string publicUrl, string? signature, bool expected) =>
        Assert.Equal(expected, Validator(AuthToken).IsValidMediaStream(publicUrl, "/media", signature));

    [Theory]
    [InlineData(Sha256, true)]
    [InlineData(null, false)]
    public void MediaStream_SignedWithASharedKey_IsCheckedWithItsSecret(string? settings, bool expected) => Assert.Equal(
        expected,
        Validator(AuthToken, SharedKey).IsValidMediaStream("https://voice.example.com", "/media", "MMeXA8qZYh58pzIL2yjADyVTViHNhoyJmEl2Sp4pSRY=", settings));

    [Theory]
    [InlineData("https://voice.example.com", "wss://voice.example.com/twilio/media")]
    [InlineData("http://127.0.0.1:5080/", "ws://127.0.0.1:5080/twilio/media")]
    public void MediaStreamUrl_IsTheWebsocketOfThePublicAddress(string publicUrl, string expected) =>
        Assert.Equal(expected, TwilioRequestValidator.MediaStreamUrl(publicUrl, "/twilio/media"));

    private static bool IsValid(string publicUrl, Dictionary<string, StringValues> form, string? signature) =>
        Validator(AuthToken).IsValidWebhook(publicUrl, "/myapp.php", "?foo=1&bar=2", form, signature);

    private static TwilioRequestValidator Validator(string? authToken, string? sharedKey = null) =>
        new(Options.Create(new TwilioOptions { AuthToken = authToken, SharedKeySecret = sharedKey }));
}

using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Providers.Twilio;

/// <summary>The vectors that Twilio publishes with its own libraries, and the websocket ones worked out by the same rule.</summary>
public sealed class TwilioSignatureTests
{
    private const string AuthToken = "12345";
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
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    [InlineData("https://MyCompany.com/myapp.php?foo=1&bar=2", "g9IN/x4Cft2g517EjYvEvM/W7LU=")]
    [InlineData("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "CukzLTc1tT5dXEDIHm/tKBanW10=")]
    public void Compute_PublishedVectorsWithTheForm_AreMet(string url, string expected)
    {
        Assert.Equal(expected, TwilioSignature.Compute(AuthToken, url, Form));
        Assert.True(TwilioSignature.Matches(AuthToken, url, Form, expected));
        Assert.False(TwilioSignature.Matches("other", url, Form, expected));
    }

    [Fact]
    public void Compute_TheVectorOfTheDocumentation_IsMet()
    {
        var form = new Dictionary<string, StringValues>(Form) { ["Caller"] = "+14158675310", ["From"] = "+14158675310" };

        Assert.Equal("L/OH5YylLD5NRKLltdqwSvS0BnU=", TwilioSignature.Compute(AuthToken, "https://example.com/myapp.php?foo=1&bar=2", form));
    }

    [Fact]
    public void Compute_RepeatedFields_CountOncePerDistinctValueInOrder()
    {
        const string url = "https://mycompany.com/myapp.php?foo=1&bar=2";

        Assert.Equal("83O6e2vORAoJHUNzJjDWN1jz+BA=", TwilioSignature.Compute(AuthToken, url, new Dictionary<string, StringValues>
        {
            ["MessagingBinding.Address"] = new(["+1415xxxxxxx", "+1325xxxxxxx"]),
        }));
        Assert.Equal("IK+Dwps556ElfBT0I3Rgjkr1wJU=", TwilioSignature.Compute(AuthToken, url, new Dictionary<string, StringValues>
        {
            ["Sid"] = "CA123",
            ["SidAccount"] = "AC123",
            ["Digits"] = new(["5678", "1234", "1234"]),
        }));
    }

    [Fact]
    public void Compute_AVoiceWebhook_MatchesItsVector() => Assert.Equal(
        "ELEeLVYZtZxvl4bB2sjfypo52/k=",
        TwilioSignature.Compute(AuthToken, "https://voice.example.com/twilio/voice", new Dictionary<string, StringValues>
        {
            ["AccountSid"] = "AC00000000000000000000000000000001",
            ["ApiVersion"] = "2010-04-01",
            ["CallSid"] = "CA00000000000000000000000000000001",
            ["CallStatus"] = "ringing",
            ["Direction"] = "inbound",
            ["From"] = "+14155550100",
            ["To"] = "+14155550199",
        }));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w=")]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:8443/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")]
    public void Matches_SignedWithAnotherFormOfThePort_IsAccepted(string url, string signature) =>
        Assert.True(TwilioSignature.Matches(AuthToken, url, Form, signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    [InlineData("rsoydt4t1cutdk1pdd93/vvr8b8=")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8= ")]
    public void Matches_AnythingElse_IsRefused(string? signature) =>
        Assert.False(TwilioSignature.Matches(AuthToken, "https://mycompany.com/myapp.php?foo=1&bar=2", Form, signature));

    [Theory]
    [InlineData("https://mycompany.com/a?b", "https://mycompany.com:443/a?b")]
    [InlineData("wss://mycompany.com/a", "wss://mycompany.com:443/a")]
    [InlineData("ws://127.0.0.1:5080/a", "ws://127.0.0.1/a")]
    [InlineData("http://[::1]/a", "http://[::1]:80/a")]
    [InlineData("http://[::1]:5080/a", "http://[::1]/a")]
    [InlineData("https://user:pass@mycompany.com/a", "https://user:pass@mycompany.com:443/a")]
    [InlineData("https://mycompany.com", "https://mycompany.com:443")]
    public void PortVariants_AreTheAddressAsGivenAndTheOther(string url, string other) =>
        Assert.Equal([url, other], TwilioSignature.PortVariants(url));

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=" + BodyHash, Body, "a9nBmqA0ju/hNViExpshrM61xv4=", true)]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, Body, "y77kIzt2vzLz71DgmJGsen2scGs=", true)]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "{}", "Ldidvp12m26NI7eqEvxnEpkd9Hc=", true)]
    [InlineData("https://mycompany.com/myapp.php?bodySHA256=" + BodyHash, Body + " ", "y77kIzt2vzLz71DgmJGsen2scGs=", false)]
    [InlineData("https://mycompany.com/myapp.php", Body, "y77kIzt2vzLz71DgmJGsen2scGs=", false)]
    public void MatchesBody_ChecksTheSignatureAndTheHash(string url, string body, string signature, bool expected) =>
        Assert.Equal(expected, TwilioSignature.MatchesBody(AuthToken, url, Encoding.UTF8.GetBytes(body), signature));

    [Theory]
    [InlineData("https://voice.example.com", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com/", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com", "BXF4dPv/qKwfALEQ/o2fVPPvK/c=", true)]
    [InlineData("https://voice.example.com:443", "jFDHVhI8XO69C49uXR3xmdZPylY=", true)]
    [InlineData("https://voice.example.com", "2A768no+sGy6/ZLDxHITQfda/E8=", false)]
    [InlineData("https://voice.example.com", null, false)]
    public void Validator_OfAMediaStream_ChecksTheWssAddressWithOrWithoutASlash(string publicUrl, string? signature, bool expected) =>
        Assert.Equal(expected, Validator(AuthToken).IsValidMediaStream(publicUrl, "/media", signature));

    [Fact]
    public void Validator_OfAMediaStream_AcceptsThePortOfWss() => Assert.True(Validator(AuthToken).IsValidMediaStream(
        "https://voice.example.com", "/media", TwilioSignature.Compute(AuthToken, "wss://voice.example.com:443/media/", [])));

    [Fact]
    public void Validator_OfAWebhook_BuildsTheAddressFromThePublicOne()
    {
        const string signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        Assert.True(Validator(AuthToken).IsValidWebhook("https://mycompany.com/", "/myapp.php", "?foo=1&bar=2", Form, signature));
        Assert.False(Validator(AuthToken).IsValidWebhook("https://mycompany.com", "/myapp.php", "?foo=1", Form, signature));
        Assert.False(Validator(null).IsValidWebhook("https://mycompany.com", "/myapp.php", "?foo=1&bar=2", Form, signature));
        Assert.False(Validator("").CanValidate);
    }

    [Theory]
    [InlineData("https://voice.example.com", "wss://voice.example.com/twilio/media")]
    [InlineData("http://127.0.0.1:5080/", "ws://127.0.0.1:5080/twilio/media")]
    public void MediaStreamUrl_IsTheWebsocketOfThePublicAddress(string publicUrl, string expected) =>
        Assert.Equal(expected, TwilioRequestValidator.MediaStreamUrl(publicUrl, "/twilio/media"));

    private static TwilioRequestValidator Validator(string? authToken) => new(Options.Create(new TwilioOptions { AuthToken = authToken }));
}

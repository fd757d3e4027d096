using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using VoiceOps.Voice.Calls.Incoming;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

public sealed class WebhookFormTests
{
    private readonly Dictionary<string, StringValues> _form = new()
    {
        ["AccountSid"] = "AC00000000000000000000000000000001",
        ["CallSid"] = "CA0000000000000000000000000000000a",
        ["CallDuration"] = "17",
        ["From"] = "+14155550100",
        ["To"] = "+14155550199",
    };

    [Theory]
    [InlineData("From", "anonymous")]
    [InlineData("From", "")]
    [InlineData("From", "sip:bob@example.com")]
    [InlineData("From", "client:alice")]
    [InlineData("To", "73787")]
    [InlineData("CallDuration", "")]
    public void Problem_WhatTwilioSends_IsNone(string name, string value)
    {
        _form[name] = value;

        Assert.Null(WebhookForm.Problem(new FormCollection(_form)));
    }

    // The signature is over all names and values in one row: each of these may be cut out of a genuine one.
    [Theory]
    [InlineData("CallSid", "")]
    [InlineData("CallSid", "CA1")]
    [InlineData("CallSid", "CA0000000000000000000000000000000aC")]
    [InlineData("CallSid", "CA0000000000000000000000000000000aCallStatusringing")]
    [InlineData("CallSid", "XX0000000000000000000000000000000a")]
    [InlineData("CallSid", "CA0000000000000000000000000000000\n")]
    [InlineData("ParentCallSid", "CA1")]
    [InlineData("AccountSid", "AC00000000000000000000000000000001ApiVersion2010")]
    [InlineData("From", "+14155550100FromCitySan Francisco")]
    [InlineData("From", "+1415\n5550100")]
    [InlineData("To", "+١٤١٥٥٥٥٠١٠٠")]
    [InlineData("To", "<script>")]
    [InlineData("CallDuration", "-1")]
    [InlineData("CallDuration", "1e3")]
    public void Problem_AnotherForm_NamesTheField(string name, string value)
    {
        _form[name] = value;

        Assert.StartsWith($"{name} ", WebhookForm.Problem(new FormCollection(_form)));
    }

    [Fact]
    public void Problem_AFieldTwice_IsOne()
    {
        _form["CallSid"] = new StringValues(["CA0000000000000000000000000000000a", "CA0000000000000000000000000000000b"]);

        Assert.StartsWith("CallSid ", WebhookForm.Problem(new FormCollection(_form)));
    }
}

using Microsoft.AspNetCore.WebUtilities;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Calls.CallLog;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallsQueryTests
{
    private static readonly DateOnly Today = new(2026, 6, 10);

    [Fact]
    public void Read_OfAnyAddressesHref_IsTheAddress()
    {
        var filter = new CallLogFilter(new RangeRequest(RangeKind.Custom, new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 3)))
        {
            PersonaId = 2,
            AccountId = 3,
            Model = "gpt-oss-120b",
            Status = "completed",
            EndedReason = "caller-hangup",
            Number = "+1415",
            IsInterrupted = true,
            IsWasted = true,
            CostFrom = 0.25m,
            CostTo = 12,
            IsAtALoss = true,
        };
        var address = new CallsAddress(filter, Before: new CallLogKey(new DateTime(2026, 6, 2, 8, 0, 0, DateTimeKind.Utc), 42));

        var (read, notices) = Query(address.Href).Read(Today);

        Assert.Equal(address, read);
        Assert.Empty(notices);
    }

    [Theory]
    [InlineData("range=fortnight", "There is no range")]
    [InlineData("persona=atlas", "names a persona that cannot exist")]
    [InlineData("account=-1", "names an account that cannot exist")]
    [InlineData("number=withheld", "needs digits")]
    [InlineData("interrupted=maybe", "“interrupted” is true or it is not there")]
    [InlineData("cost-from=0,5", "dollars such as 0.25")]
    [InlineData("cost-to=-1", "dollars such as 0.25")]
    [InlineData("before=yesterday", "names a place in the log that does not exist")]
    public void Read_WhatMakesNoSense_IsLeftOutWithANotice(string query, string notice)
    {
        var (address, notices) = Query("/calls?" + query).Read(Today);

        Assert.Equal(new CallsAddress(CallLogFilter.Default), address);
        Assert.Contains(notice, Assert.Single(notices));
    }

    [Theory]
    [InlineData("0142", "0142")]
    [InlineData(" +1 (415) 555-0142", "+14155550142")]
    [InlineData("(415) 555", "415555")]
    [InlineData("+", null)]
    [InlineData(null, null)]
    public void Digits_AsPeopleWriteNumbers_AreDigits(string? typed, string? digits) => Assert.Equal(digits, CallsQuery.Digits(typed));

    private static CallsQuery Query(string href)
    {
        var values = QueryHelpers.ParseQuery(href.Split('?')[1]);
        return new CallsQuery
        {
            Range = Of("range"),
            From = Of("from"),
            To = Of("to"),
            Persona = Of("persona"),
            Account = Of("account"),
            Model = Of("model"),
            Status = Of("status"),
            Reason = Of("reason"),
            Number = Of("number"),
            Interrupted = Of("interrupted"),
            Wasted = Of("wasted"),
            CostFrom = Of("cost-from"),
            CostTo = Of("cost-to"),
            Loss = Of("loss"),
            Before = Of("before"),
            After = Of("after"),
        };

        string? Of(string name) => values.TryGetValue(name, out var value) ? (string?)value : null;
    }
}

using System.Globalization;
using VoiceOps.Voice.TieOut;
using Xunit;

namespace VoiceOps.Tests.TieOut;

public sealed class TieOutHostTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-01-10T12:00Z", "2026-01-11T02:15Z")]
    [InlineData("Europe/Berlin", "2026-01-11T02:14Z", "2026-01-11T02:15Z")]
    [InlineData("Europe/Berlin", "2026-01-11T02:15Z", "2026-01-12T02:15Z")]
    // The night of 23 hours: 02:00 becomes 03:00, so 03:15 is an hour sooner after midnight.
    [InlineData("Europe/Berlin", "2026-03-28T23:30Z", "2026-03-29T01:15Z")]
    // The night of 25 hours: 03:00 becomes 02:00.
    [InlineData("Europe/Berlin", "2026-10-24T22:30Z", "2026-10-25T02:15Z")]
    [InlineData("America/New_York", "2026-03-08T05:30Z", "2026-03-08T07:15Z")]
    // Here 03:15 itself is left out, or comes twice.
    [InlineData("Europe/Helsinki", "2026-03-28T23:30Z", "2026-03-29T01:00Z")]
    [InlineData("Europe/Helsinki", "2026-10-24T22:30Z", "2026-10-25T00:15Z")]
    [InlineData("Europe/Helsinki", "2026-10-25T00:15Z", "2026-10-26T01:15Z")]
    public void NextNight_IsAQuarterPastThreeOnTheWall_WhateverTheClocksDo(string zone, string now, string expected) =>
        Assert.Equal(Utc(expected), TieOutHost.NextNight(Utc(now), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}

using Bunit;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Why;
using VoiceOps.Web.Why.Explanations;
using Xunit;

namespace VoiceOps.Tests.Web.Why;

public sealed class WhyFigureTests : PageTest
{
    // The cost of a minute was explained by the margin's sum, with a green tick beneath it.
    [Theory]
    [InlineData(FigureKind.CostPerMinute, "Costs")]
    [InlineData(FigureKind.RevenuePerMinute, "Revenue")]
    [InlineData(FigureKind.MarginPerMinute, "Revenue Costs")]
    public async Task Sum_OfAMinutesFigure_HasItsOwnPartsAlone(FigureKind kind, string parts)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var queries = new FigureQueries(books.Store, books.Queries, books.Rates);
        var figure = await queries.ReadAsync(new FigureRequest(kind, RangeRequest.Default), before: null, CancellationToken.None);

        var panel = Render<WhyFigure>(parameters => parameters.Add(part => part.Figure, figure!).Add(part => part.Zone, TimeZoneInfo.Utc));

        Assert.Equal(parts, string.Join(' ', panel.FindAll(".why-sum dt a").Select(link => link.TextContent)));
    }
}

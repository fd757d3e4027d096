using System.Globalization;
using VoiceOps.Voice.Pricing;
using VoiceOps.Web.Shared;
using VoiceOps.Web.Why.Explanations;

namespace VoiceOps.Web.Why;

/// <summary>What a figure is called and how it is worked out.</summary>
internal static class FigureWords
{
    public static string Title(FigureRequest request) => request.Kind switch
    {
        FigureKind.Cost => "Costs",
        FigureKind.Revenue => "Revenue",
        FigureKind.Profit => "Profit",
        FigureKind.Service => $"Cost of {Services.Name(request.Service!)}",
        FigureKind.Bar => request.Service is { } service ? $"Cost of {Services.Name(service)} in one bar" : "Cost of one bar",
        FigureKind.BarRevenue => "Revenue of one bar",
        FigureKind.Rate => $"Cost at {new RateKey(request.Service!, request.Operation!, request.Model)}",
        FigureKind.CostPerMinute => "Cost a minute",
        FigureKind.RevenuePerMinute => "Revenue a minute",
        _ => "Margin a minute",
    };

    public static string Formula(FigureRequest request) => request.Kind switch
    {
        FigureKind.Revenue or FigureKind.BarRevenue =>
            "Σ of the revenue entries of all ledger transactions that happened in this time. A call's entries add up to its billed seconds × the price a "
                + "minute of its start ÷ 60, rounded half to even to a nano-dollar.",
        FigureKind.Profit => "Revenue − costs, each the sum of its own rows.",
        FigureKind.CostPerMinute => "Costs × 60 ÷ seconds of talk: one sum divided by another, never a mean of calls.",
        FigureKind.RevenuePerMinute => "Revenue × 60 ÷ seconds of talk: one sum divided by another, never a mean of calls.",
        FigureKind.MarginPerMinute => "(Revenue − costs) × 60 ÷ seconds of talk: one sum divided by another, never a mean of calls.",
        FigureKind.Rate => "Σ of the cost of all rows booked in this time that this line of the rate card would price now. Each row keeps the rate that was "
            + "frozen when its call started.",
        _ => "Σ of the cost of all rows booked in this time. A meter's rows add up to its usage × the rate that was frozen when its call started, rounded "
            + "half to even to a nano-dollar.",
    };

    public static string Moment(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}

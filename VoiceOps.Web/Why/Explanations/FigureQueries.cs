using Microsoft.EntityFrameworkCore;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Why.Explanations;

/// <summary>Leads an amount of the Command Center back to its rows: its snapshot and the rows are read in one transaction.</summary>
public sealed class FigureQueries(IDbContextFactory<VoiceOpsContext> contexts, CommandCenterQueries commandCenter, RateCards rateCards)
{
    /// <summary>Null when the snapshot has no such figure. <paramref name="before"/> is the id that the page of rows comes before.</summary>
    public async Task<FigureExplanation?> ReadAsync(FigureRequest request, long? before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(cancellationToken);
        await using var transaction = await context.BeginReadAsync(cancellationToken);
        var snapshot = await commandCenter.ReadAsync(context, request.Range, cancellationToken);
        var bar = request.BarStart is { } at ? snapshot.Series.FirstOrDefault(bucket => bucket.Start == at) : null;
        var line = request.Kind == FigureKind.Rate
            ? snapshot.Rates.FirstOrDefault(rate => rate.Service == request.Service && rate.Operation == request.Operation && rate.Model == request.Model)
            : null;
        if ((request.BarStart is not null && bar is null) || (request.Kind == FigureKind.Rate && line is null))
        {
            return null;
        }

        var (start, end) = bar is null ? (snapshot.Range.Start, snapshot.Range.End) : (bar.Start, bar.End);
        var card = await rateCards.LoadAsync(context, snapshot.AsOf, cancellationToken);
        var costs = request.AsksCost ? await CostRows.PartsAsync(context, request, card, start, end, cancellationToken) : [];
        var revenues = request.AsksRevenue || request.IsPerMinute ? await RevenueRows.PartsAsync(context, start, end, cancellationToken) : [];
        var explanation = new FigureExplanation
        {
            Request = request,
            AsOf = snapshot.AsOf,
            Range = snapshot.Range,
            Start = start,
            End = end,
            Shown = Shown(request, snapshot, bar, line),
            FromRows = null,
            Costs = costs,
            Revenues = revenues,
        };
        explanation = explanation with { FromRows = FromRows(explanation) };
        if (!request.IsSum)
        {
            return explanation;
        }

        if (request.AsksCost)
        {
            var rows = await CostRows.PageAsync(context, request, costs, start, end, before, cancellationToken);
            return explanation with
            {
                UsageRows = [.. rows.Take(FigureExplanation.PageSize)],
                Next = rows.Count > FigureExplanation.PageSize ? rows[FigureExplanation.PageSize - 1].Id : null,
            };
        }

        var movements = await RevenueRows.PageAsync(context, start, end, before, cancellationToken);
        return explanation with
        {
            RevenueRows = [.. movements.Take(FigureExplanation.PageSize)],
            Next = movements.Count > FigureExplanation.PageSize ? movements[FigureExplanation.PageSize - 1].Id : null,
        };
    }

    private static decimal? Shown(FigureRequest request, CommandCenterSnapshot snapshot, TimeBucket? bar, RateUsage? line) => request.Kind switch
    {
        FigureKind.Cost => snapshot.Current.Cost.Dollars,
        FigureKind.Revenue => snapshot.Current.Revenue.Dollars,
        FigureKind.Profit => snapshot.Current.Profit.Dollars,
        FigureKind.Service => snapshot.Services.First(service => service.Service == request.Service).Cost.Dollars,
        FigureKind.Bar when request.Service is { } service => bar!.CostByService.GetValueOrDefault(service).Dollars,
        FigureKind.Bar => bar!.Cost.Dollars,
        FigureKind.BarRevenue => bar!.Revenue.Dollars,
        FigureKind.Rate => line!.Cost.Dollars,
        FigureKind.CostPerMinute => snapshot.Current.CostPerMinute,
        FigureKind.RevenuePerMinute => snapshot.Current.RevenuePerMinute,
        FigureKind.MarginPerMinute => snapshot.Current.MarginPerMinute,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Unknown figure."),
    };

    private static decimal? FromRows(FigureExplanation figure)
    {
        var amount = figure.Revenue - figure.Cost;
        amount = figure.Request.Kind is FigureKind.CostPerMinute || (figure.Request.AsksCost && !figure.Request.AsksRevenue) ? figure.Cost : amount;
        amount = figure.Request.Kind is FigureKind.RevenuePerMinute ? figure.Revenue : amount;
        return !figure.Request.IsPerMinute ? amount.Dollars : figure.TalkSeconds == 0 ? null : amount.Dollars * 60 / figure.TalkSeconds;
    }
}

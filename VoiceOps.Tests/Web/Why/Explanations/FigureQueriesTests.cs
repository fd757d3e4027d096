using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Why.Explanations;
using Xunit;

namespace VoiceOps.Tests.Web.Why.Explanations;

/// <summary>Every amount that the Command Center shows is the sum of the rows that it leads to, to the nano-dollar.</summary>
public sealed class FigureQueriesTests
{
    private static readonly string[] Models = ["gpt-oss-120b", "llama-3.3-70b", "brand-new"];

    [Theory]
    [InlineData("UTC", "2026-06-10T12:00:00")]
    [InlineData("America/New_York", "2026-03-09T09:00:00")] // the day before has 23 hours
    [InlineData("America/New_York", "2026-11-02T09:00:00")] // the day before has 25
    [InlineData("Asia/Kathmandu", "2026-06-10T12:00:00")]
    public async Task Read_EveryAmountOfEveryRange_IsItsRows(string zone, string now)
    {
        await using var books = await Books.OpenAsync(now, zone);
        var midnight = ReportRanges.DayStart(books.Clock.Today, books.Clock.Zone);
        var number = 0;
        foreach (var at in (DateTime[])[midnight.AddDays(-1).AddHours(-3), midnight.AddHours(-2), midnight.AddTicks(-10), midnight,
            midnight.AddMinutes(14), midnight.AddDays(-20)])
        {
            await MeteredCall.AddAsync(books, at, Models[number++ % Models.Length], 61 + (30 * number));
        }

        foreach (var kind in (RangeKind[])[RangeKind.Today, RangeKind.Last7Days, RangeKind.Last30Days])
        {
            var snapshot = await books.ReadAsync(kind);
            foreach (var request in Requests(snapshot))
            {
                var figure = await Queries(books).ReadAsync(request, before: null, CancellationToken.None);

                Assert.NotNull(figure);
                Assert.True(figure.Agrees, $"{FigureAddress.Href(request)}: shown {figure.Shown}, from rows {figure.FromRows}");
                if (request is { IsSum: true, AsksCost: true })
                {
                    Assert.Equal(figure.Cost.Nanos, figure.UsageRows.Sum(row => row.CostNanos ?? 0));
                    Assert.Equal(figure.Shown, figure.UsageRows.Sum(row => row.CostNanos ?? 0) / 1_000_000_000m);
                }

                if (request is { IsSum: true, AsksRevenue: true })
                {
                    Assert.Equal(figure.Shown, figure.RevenueRows.Sum(row => row.Revenue.Nanos) / 1_000_000_000m);
                }
            }
        }
    }

    [Fact]
    public async Task Read_RowsPricedAfterwards_AreInTheFigureAndUnpricedNoMore()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await MeteredCall.AddAsync(books, model: "brand-new");

        await PricedLater.RunAsync(books, "brand-new");
        var figure = await Queries(books).ReadAsync(new FigureRequest(FigureKind.Cost, RangeRequest.Default), before: null, CancellationToken.None);

        Assert.True(figure!.Agrees);
        Assert.Equal(1, figure.UnpricedRows); // the completion: its rate is not known yet
        Assert.Equal((9_650m, 9_650_000L), figure.Costs.Where(part => part.UnitCost == 0.000001m).Select(part => (part.Usage, part.Cost.Nanos)).Single());
    }

    [Fact]
    public async Task Read_Cost_SaysQuantityRateAndItsVersion()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await MeteredCall.AddAsync(books);

        var figure = await Queries(books).ReadAsync(new FigureRequest(FigureKind.Cost, RangeRequest.Default), before: null, CancellationToken.None);

        Assert.Equal(
            [
                (ServiceNames.ElevenLabs, "speech", 1_480m, 0.00015m, 222_000_000L), (ServiceNames.Twilio, "voice", 4m, 0.014m, 56_000_000L),
                (ServiceNames.Deepgram, "transcription", 187m, 0.0059m, 18_388_333L), (ServiceNames.Cerebras, "prompt", 9_650m, 0.0000006m, 5_790_000L),
                (ServiceNames.Cerebras, "completion", 1_210m, 0.0000006m, 726_000L),
            ],
            figure!.Costs.Select(part => (part.Service, part.Operation, part.Usage, part.UnitCost!.Value, part.Cost.Nanos)));
        Assert.All(figure.Costs, part => Assert.Equal([DateTime.UnixEpoch], part.Versions));
    }

    [Fact]
    public async Task Read_MoreRowsThanAPage_GoesOnWhereItEnded()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(books.Clock.Now.AddHours(-1));
        await books.CommitAsync(call, [.. Enumerable.Range(0, 250).Select(_ => books.Event(call, ServiceNames.Cerebras, OperationNames.Prompt, 1, 350))]);
        var request = new FigureRequest(FigureKind.Service, RangeRequest.Default) { Service = ServiceNames.Cerebras };
        var ids = new List<long>();
        long? before = null;
        do
        {
            var page = await Queries(books).ReadAsync(request, before, CancellationToken.None);
            ids.AddRange(page!.UsageRows.Select(row => row.Id));
            before = page.Next;
        }
        while (before is not null && ids.Count < 300);

        Assert.Equal(Enumerable.Range(1, 250).Reverse().Select(id => (long)id), ids);
    }

    [Fact]
    public async Task Read_BarOrRateThatIsNotThere_IsNothing()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        Assert.Null(await Queries(books)
            .ReadAsync(new FigureRequest(FigureKind.Bar, RangeRequest.Default) { BarStart = Books.Utc("2020-01-01") }, null, CancellationToken.None));
        Assert.Null(await Queries(books)
            .ReadAsync(new FigureRequest(FigureKind.Rate, RangeRequest.Default) { Service = "twilio", Operation = "fax" }, null, CancellationToken.None));
    }

    [Fact]
    public async Task Address_OfEveryFigure_LeadsBackToIt()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await MeteredCall.AddAsync(books);

        foreach (var request in Requests(await books.ReadAsync(RangeKind.Last7Days)))
        {
            var query = System.Web.HttpUtility.ParseQueryString(FigureAddress.Href(request).Split('?')[1]);
            var range = RangeAddress.Parse(query["range"], query["from"], query["to"], books.Clock.Today).Request;
            Assert.Equal(request, FigureAddress.Parse(query["figure"], query["service"], query["operation"], query["model"], query["at"], range));
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("luck", null, null)]
    [InlineData("service", "openai", null)]
    [InlineData("bar", "twilio", "yesterday")]
    [InlineData("rate", "twilio", null)]
    public void Address_OfNothing_IsNothing(string? figure, string? service, string? at) =>
        Assert.Null(FigureAddress.Parse(figure, service, null, null, at, RangeRequest.Default));

    private static FigureQueries Queries(Books books) => new(books.Store, books.Queries, books.Rates);

    private static IEnumerable<FigureRequest> Requests(CommandCenterSnapshot snapshot)
    {
        FigureKind[] whole =
            [FigureKind.Cost, FigureKind.Revenue, FigureKind.Profit, FigureKind.CostPerMinute, FigureKind.RevenuePerMinute, FigureKind.MarginPerMinute];
        return
        [
            .. whole.Select(Of),
            .. snapshot.Services.Select(service => Of(FigureKind.Service) with { Service = service.Service }),
            .. snapshot.Series.Where(bar => bar.Cost.Nanos != 0 || bar.Revenue.Nanos != 0).SelectMany(bar => (FigureRequest[])
            [
                Of(FigureKind.Bar) with { BarStart = bar.Start },
                Of(FigureKind.Bar) with { BarStart = bar.Start, Service = ServiceNames.Deepgram },
                Of(FigureKind.BarRevenue) with { BarStart = bar.Start },
            ]),
            .. snapshot.Rates.Select(rate => Of(FigureKind.Rate) with { Service = rate.Service, Operation = rate.Operation, Model = rate.Model }),
        ];

        FigureRequest Of(FigureKind kind) => new(kind, snapshot.Range.Request);
    }
}

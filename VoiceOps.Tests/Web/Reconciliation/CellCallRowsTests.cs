using Bunit;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Reconciliation;
using Xunit;

namespace VoiceOps.Tests.Web.Reconciliation;

public sealed class CellCallRowsTests : PageTest
{
    [Fact]
    public void Row_OfATestCall_IsMarkedAndLeadsToNoPageOfTheBusiness()
    {
        var rows = Rows(ServiceNames.ElevenLabs, Call(7) with { IsTest = true }, Call(8));

        Assert.Equal("test", rows.Find("tbody tr:first-child .chip").TextContent);
        Assert.Equal(["/calls/8"], rows.FindAll("tbody a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Row_OfAStreamedCall_SaysWhatHasNoPricePerCall()
    {
        var row = Rows(ServiceNames.Twilio,
            Call(7) with { Metered = new Money(28_000_000), BilledByDayOnly = new Money(8_000_000), Billed = new Money(20_000_000) });

        Assert.Contains("$0.008000 of it by day only", row.Find("tbody td.cost").TextContent);
        Assert.Equal("$0.000000", row.Find("tbody td:nth-of-type(5)").TextContent);
    }

    [Fact]
    public void Rows_WithoutAPrice_SayWhy() =>
        Assert.Equal("the provider has priced no call yet", Rows(ServiceNames.Twilio, Call(7)).Find("tfoot td:last-child").TextContent.Trim());

    [Fact]
    public void Rows_OfAProviderThatPricesDays_HaveNoColumnsOfItsPrices()
    {
        var rows = Rows(ServiceNames.ElevenLabs, Call(7));

        Assert.Equal(["Call", "At", "Duration", "Metered"], rows.FindAll("thead th").Select(head => head.TextContent));
        Assert.Equal(3, rows.FindAll("tbody td").Count);
    }

    [Fact]
    public void Amounts_AsCardsOnAPhone_AreNamed() =>
        Assert.Equal(["Duration", "Metered", "Billed", "Difference"],
            Rows(ServiceNames.Twilio, Call(7)).FindAll("tbody td.num").Select(cell => cell.GetAttribute("data-label")));

    [Fact]
    public void Row_OfReportedUsage_SaysWhatWasReportedAndWhatEstimated()
    {
        var rows = Render<CellCallRows>(parameters => parameters
            .Add(table => table.Service, ServiceNames.Cerebras)
            .Add(table => table.IsReported, true)
            .Add(table => table.Calls, Calls(Call(7) with { Metered = new Money(5_000_000), Estimated = new Money(2_000_000), HasEstimated = true })));

        Assert.Equal(["Metered", "Reported", "Estimated"], rows.FindAll("thead th.num").Skip(1).Select(head => head.TextContent));
        Assert.Equal(["$0.003000", "$0.002000"], rows.FindAll("tbody td.num").Skip(2).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void State_OfReportedUsage_IsNeverCalledABill()
    {
        var cell = new ReconciliationCell
        {
            Service = ServiceNames.Cerebras,
            Day = new DateOnly(2026, 6, 5),
            Metered = new Money(5),
            UnpricedRows = 0,
            Told = new Money(5),
            IsValuedHere = false,
            IsReported = true,
            State = CellState.Reconciled,
        };

        Assert.Equal(
            [("as reported", "emerald"), ("estimated", "amber hatched"), ("unpriced", "rose")],
            ((CellState[])[CellState.Reconciled, CellState.Estimated, CellState.Unpriced]).Select(state => CellWords.State(cell with { State = state }))
                .Select(look => (look.Word, look.Color)));
        Assert.Equal("agrees", CellWords.State(cell with { IsReported = false }).Word);
    }

    private IRenderedComponent<CellCallRows> Rows(string service, params CellCall[] calls) => Render<CellCallRows>(parameters => parameters
        .Add(rows => rows.Service, service)
        .Add(rows => rows.Calls, Calls(calls)));

    private static CellCalls Calls(params CellCall[] calls) => new()
    {
        Calls = calls,
        Count = calls.Length,
        BilledCount = calls.Count(call => call.Billed is not null),
        Metered = new Money(calls.Sum(call => call.Metered.Nanos)),
        BilledByDayOnly = new Money(calls.Sum(call => call.BilledByDayOnly.Nanos)),
        Billed = new Money(calls.Sum(call => call.Billed?.Nanos ?? 0)),
    };

    private static CellCall Call(long id) => new()
    {
        CallId = id,
        CallSid = $"CA{id}",
        CreatedAt = new DateTime(2026, 6, 5, 10, 0, 0, DateTimeKind.Utc),
        DurationSeconds = 61,
        Metered = new Money(1_000_000),
        BilledByDayOnly = Money.Zero,
        HasEstimated = false,
        Estimated = Money.Zero,
        Billed = null,
        Attempts = 0,
        NextAttemptAt = null,
        Problem = null,
    };
}

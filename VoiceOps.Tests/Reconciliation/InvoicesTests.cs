using Microsoft.Extensions.Options;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation;

public sealed class InvoicesTests : IAsyncLifetime
{
    private static readonly Signature Signed = new() { By = "Ada", Reason = "A slip" };

    private Books _books = null!;
    private InvoiceWriter _invoices = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _invoices = new InvoiceWriter(_books.Store, _books.Time);
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Import_LinesOfOneNumber_AreOneInvoiceHeldAgainstTheBooksOfItsPeriod()
    {
        await SpendAsync("2026-05-01T00:00:00", 60);
        await SpendAsync("2026-05-31T23:59:59", 40);
        await SpendAsync("2026-06-01T00:00:00", 7);

        var (entered, problems) = await ImportAsync(
            """
            firstDay,lastDay,Service,Number,amount,comment
            2026-05-01,2026-05-31,twilio,INV-1,90.10,voice
            2026-05-01,2026-05-31,twilio,INV-1,11.00,"media streams, and more"
            2026-06-01,2026-06-30,twilio,INV-2,7,so far
            """, "may.csv");

        Assert.Empty(problems);
        Assert.Equal(2, entered);
        var compared = await ReadAsync();
        Assert.Equal(
            [("INV-2", 7m, 7m, 0m, false, true), ("INV-1", 101.10m, 100m, 1.10m, true, false)],
            compared.Select(row => (row.Invoice.Number, row.Amount.Dollars, row.Booked.Dollars, row.Difference.Dollars, row.Agrees, row.IsOpen)));
        Assert.Equal(0.011m, compared[1].Share);
    }

    /// <summary>The provider bills a designer's test like any call, so the books of a period are held against its invoice with them.</summary>
    [Fact]
    public async Task Booked_OfAPeriodWithATestCall_HasItsCostAndItsUnpricedRows()
    {
        await SpendAsync("2026-05-03T10:00:00", 60);
        await TestCall.AddAsync(_books, "2026-05-03T11:00:00", ServiceNames.Twilio, OperationNames.Voice, nanos: 4_000_000_000);
        await TestCall.AddAsync(_books, "2026-05-31T23:59:59", ServiceNames.Twilio, OperationNames.Voice, nanos: null);
        await TestCall.AddAsync(_books, "2026-06-01T00:00:00", ServiceNames.Twilio, OperationNames.Voice, nanos: 900_000_000);
        await ImportAsync("service,number,first_day,last_day,amount\ntwilio,INV-1,2026-05-01,2026-05-31,64\n", "may.csv");

        var compared = Assert.Single(await ReadAsync());

        Assert.Equal((64m, 0m, 1L), (compared.Booked.Dollars, compared.Difference.Dollars, compared.UnpricedRows));
    }

    [Fact]
    public async Task Import_Again_EntersNothingAndOtherFiguresAreRefusedWhole()
    {
        const string File = "service,number,first_day,last_day,amount\ntwilio,INV-1,2026-05-01,2026-05-31,100\n";
        await ImportAsync(File, "a.csv");

        Assert.Equal(0, (await ImportAsync(File, "a.csv")).Entered);
        var (entered, problems) = await ImportAsync(
            "service,number,first_day,last_day,amount\ndeepgram,D-1,2026-05-01,2026-05-31,3\ntwilio,INV-1,2026-05-01,2026-05-31,99\n", "b.csv");

        Assert.Equal(0, entered);
        Assert.Equal("Line 3: the invoice INV-1 of twilio is entered already, with $100.000000 from 2026-05-01 to 2026-05-31. Remove that one first.", Assert.Single(problems));
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Import_WrongLines_AreAllToldWithTheirNumbers()
    {
        var (entered, problems) = await ImportAsync(
            "service,number,first_day,last_day,amount\ntwilio,A,2026-05-01,2026-05-31,1\nvonage,,2026-05-31,2026-05-01,ten\ntwilio,B,yesterday,2026-05-31,-2\n", "a.csv");

        Assert.Equal(0, entered);
        Assert.Equal(
            [
                "Line 3: The service must be one of twilio, deepgram, elevenlabs, cerebras; it is \"vonage\".",
                "Line 3: The invoice needs its number.",
                "Line 3: The last day, 2026-05-01, is before the first, 2026-05-31.",
                "Line 3: The amount must be dollars such as 123.45; it is \"ten\".",
                "Line 4: The first day must be a day such as 2026-06-10; it is \"yesterday\".",
            ],
            problems);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Import_AmountsWithCommas_AreRefusedWithTheWayOut()
    {
        var (entered, problems) = await ImportAsync(
            "service,number,first_day,last_day,amount\nelevenlabs,CASE-1,2026-05-01,2026-05-31,\"0,014\"\nelevenlabs,CASE-2,2026-05-01,2026-05-31,\"12,345\"\n", "a.csv");

        Assert.Equal(0, entered);
        Assert.Equal(
            [
                "Line 2: The amount must be dollars such as 123.45; it is \"0,014\": use a point for decimals and nothing between thousands.",
                "Line 3: The amount must be dollars such as 123.45; it is \"12,345\": use a point for decimals and nothing between thousands.",
            ],
            problems);
    }

    [Theory]
    [InlineData("\ufeffservice;number;first_day;last_day;amount\ntwilio;A;2026-05-01;2026-05-31;7.50\n")]
    [InlineData("sep=;\r\nservice;number;first_day;last_day;amount\r\ntwilio;A;2026-05-01;2026-05-31;7.50\r\n")]
    [InlineData("\ufeff\"sep=,\"\nservice,number,firstDay,first_day,last_day,amount\ntwilio,A,2026-01-01,2026-05-01,2026-05-31,7.50\n")]
    [InlineData("SEP=\t\nservice\tnumber\tFirst Day\tlast_day\tamount\ntwilio\tA\t2026-05-01\t2026-05-31\t7.50\n")]
    public async Task Import_AsSpreadsheetsWriteIt_IsRead(string text)
    {
        var (entered, problems) = await ImportAsync(text, "a.csv");

        Assert.Empty(problems);
        Assert.Equal(1, entered);
        Assert.Equal((new DateOnly(2026, 5, 1), 7.5m), Assert.Single(await ReadAsync()) is var row ? (row.Invoice.FirstDay, row.Amount.Dollars) : default);
    }

    [Fact]
    public async Task Import_TwoColumnsThatDisagree_AreNamedWithTheirLine() => Assert.Equal(
        "Line 3: Amount and AMOUNT are both amount, and say \"7\" and \"9\". Leave one of them out.",
        Assert.Single((await ImportAsync("sep=,\nservice,number,first_day,last_day,Amount,AMOUNT\ntwilio,A,2026-05-01,2026-05-31,7,9\n", "a.csv")).Problems));

    [Theory]
    [InlineData("", "Line 1 must name the columns")]
    [InlineData("service;number\n", "Line 1 must name the columns service, number, first_day, last_day, amount; these are missing: first_day, last_day, amount.")]
    [InlineData("service,number,first_day,last_day,amount\n", "The file has no lines but its header.")]
    public async Task Import_FileWithoutInvoices_SaysWhatItNeeds(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single((await ImportAsync(text, "a.csv")).Problems), StringComparison.Ordinal);

    [Fact]
    public async Task Enter_Remove_LeavesNothing()
    {
        Assert.Equal(1, (await _invoices.EnterAsync(Draft(" C-7 ", "$1250.00") with { Service = "Cerebras" }, signature: null, CancellationToken.None)).Entered);
        var entered = Assert.Single(await ReadAsync());
        Assert.Equal((ServiceNames.Cerebras, "C-7", 1_250m, "typed"), (entered.Invoice.Service, entered.Invoice.Number, entered.Amount.Dollars, entered.Invoice.Source));

        Assert.StartsWith("Say why", await _invoices.RemoveAsync(entered.Invoice.Id, Signed with { Reason = "" }, CancellationToken.None), StringComparison.Ordinal);
        Assert.Null(await _invoices.RemoveAsync(entered.Invoice.Id, Signed, CancellationToken.None));
        Assert.Equal("It is gone already.", await _invoices.RemoveAsync(entered.Invoice.Id, Signed, CancellationToken.None));

        Assert.Empty(await ReadAsync());
        Assert.Equal(["removed C-7 1250000000000 Ada A slip"], Changes());
    }

    // Each of these was entered by one click.
    [Theory]
    [InlineData("-5", "2026-05-01", "Invoice A-2 of twilio is negative: -$5.00. That is a credit.")]
    [InlineData("90", "2026-04-15", "Invoice A-2 of twilio is a second one of its period: A-1 is of 2026-04-01 to 2026-04-30.")]
    [InlineData("700000", "2026-05-01", "Invoice A-2 of twilio asks $700,000.00; the one before, A-1, asked $100.00.")]
    [InlineData("0.9", "2026-05-01", "Invoice A-2 of twilio asks $0.90; the one before, A-1, asked $100.00.")]
    public async Task Enter_WhatIsOdd_IsSignedForAndWrittenDown(string amount, string firstDay, string doubt)
    {
        var before = Draft("A-1", "100") with { FirstDay = "2026-04-01", LastDay = "2026-04-30" };
        Assert.Empty((await _invoices.EnterAsync(before, signature: null, CancellationToken.None)).Doubts);
        var draft = Draft("A-2", amount) with { FirstDay = firstDay };

        var asked = await _invoices.EnterAsync(draft, signature: null, CancellationToken.None);
        Assert.Equal((0, doubt), (asked.Entered, Assert.Single(asked.Doubts)));
        Assert.Single(await ReadAsync());

        Assert.Equal(1, (await _invoices.EnterAsync(draft, Signed, CancellationToken.None)).Entered);
        Assert.Equal(2, (await ReadAsync()).Count);
        Assert.StartsWith("entered A-2 ", Assert.Single(Changes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TwoOfOnePeriod_AsksAsWell()
    {
        const string File = "service,number,first_day,last_day,amount\ntwilio,A,2026-05-01,2026-05-31,7\ntwilio,B,2026-05-01,2026-05-31,7\n";

        var asked = await _invoices.ImportAsync(File, "a.csv", signature: null, CancellationToken.None);

        Assert.Equal(2, asked.Doubts.Count);
        Assert.Empty(await ReadAsync());
        Assert.Equal(2, (await _invoices.ImportAsync(File, "a.csv", Signed, CancellationToken.None)).Entered);
        Assert.Equal(2, Changes().Count);
    }

    private IReadOnlyList<string> Changes() => [.. _books.Store.Column<string>(
        "SELECT action || ' ' || number || ' ' || amount_nanos || ' ' || changed_by || ' ' || reason FROM provider_invoice_changes")];

    private static InvoiceDraft Draft(string number, string amount) =>
        new() { Service = ServiceNames.Twilio, Number = number, FirstDay = "2026-05-01", LastDay = "2026-05-31", Amount = amount };

    private async Task<(int Entered, IReadOnlyList<string> Problems)> ImportAsync(string text, string file)
    {
        var result = await _invoices.ImportAsync(text, file, Signed, CancellationToken.None);
        return (result.Entered, result.Problems);
    }

    private Task<IReadOnlyList<InvoiceComparison>> ReadAsync() =>
        new InvoiceQueries(_books.Store, Options.Create(new ReconciliationOptions()), _books.Time).ReadAsync(CancellationToken.None);

    private async Task SpendAsync(string at, decimal dollars)
    {
        var call = await _books.AddCallAsync(Books.Utc(at));
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, Money.Round(dollars).Nanos)]);
    }

    [Theory]
    [InlineData("12,50", null)]
    [InlineData("1,2,3", null)]
    [InlineData("$1,250.00", null)]
    [InlineData("0,014", null)]
    [InlineData("12,345", null)]
    [InlineData("-0,125", null)]
    [InlineData("00,014", null)]
    [InlineData("1e3", null)]
    [InlineData("$1250.00", 1250.0)]
    [InlineData("-7.5", -7.5)]
    public void Amount_WithACommaAnywhere_IsNotRead(string typed, double? dollars) => Assert.Equal((decimal?)dollars, new InvoiceDraft { Amount = typed }.Dollars);
}

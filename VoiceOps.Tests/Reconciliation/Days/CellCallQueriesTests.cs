using Microsoft.Extensions.Options;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Days;

/// <summary>The list behind a cell is about the calls of the cell, each held against what the provider prices of it.</summary>
public sealed class CellCallQueriesTests
{
    private static readonly DateOnly Day = new(2026, 6, 5);

    [Fact]
    public async Task List_OfADayWithATestCall_HasItMarkedAndAddsUpToTheCell()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T10:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 100, 15_000_000, model: "eleven_flash_v2_5")]);
        var test = await TestCall.AddAsync(books, "2026-06-05T11:00:00", ServiceNames.ElevenLabs, OperationNames.Speech, 150_000_000, "eleven_flash_v2_5");

        var list = await ReadAsync(books, ServiceNames.ElevenLabs);

        Assert.Equal([(test.Id, test.CallSid, true), (call.Id, call.CallSid, false)], list.Calls.Select(row => (row.CallId, row.CallSid, row.IsTest)));
        Assert.Equal(2, list.Count);
        Assert.Equal((await CellAsync(books, ServiceNames.ElevenLabs)).Metered, list.Metered);
    }

    [Fact]
    public async Task List_OfStreamedCalls_HoldsTwiliosPriceAgainstTheVoiceAlone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T10:00:00"));
        await books.CommitAsync(call,
        [
            books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 2, 20_000_000, basis: UsageBasis.Billed),
            books.Event(call, ServiceNames.Twilio, OperationNames.MediaStream, 2, 8_000_000),
        ]);
        books.Store.Execute($"""
            INSERT INTO provider_prices (service, handle, call_id, day, attempts, billed_at, taken_back_nanos, billed_nanos)
            VALUES ('twilio', '{call.CallSid}', {call.Id}, '2026-06-05', 1, '2026-06-05 11:00:00.000000', 20000000, 20000000)
            """);

        var line = Assert.Single((await ReadAsync(books, ServiceNames.Twilio)).Calls);

        Assert.Equal((new Money(28_000_000), new Money(20_000_000), Money.Zero), (line.Metered, line.Billed!.Value, line.Difference!.Value));
        Assert.Equal(new Money(8_000_000), line.BilledByDayOnly);
    }

    [Fact]
    public async Task List_OfCerebras_HasTheCallsWithEstimatesFirst()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var whole = await books.AddCallAsync(Books.Utc("2026-06-05T10:00:00"));
        var cutOff = await books.AddCallAsync(Books.Utc("2026-06-05T11:00:00"));
        await books.CommitAsync(whole, [books.Event(whole, ServiceNames.Cerebras, OperationNames.Prompt, 1_000, 9_000_000, model: "gpt-oss-120b")]);
        await books.CommitAsync(cutOff, [books.Event(cutOff, ServiceNames.Cerebras, OperationNames.Prompt, 10, 100_000, model: "gpt-oss-120b", basis: UsageBasis.Estimated)]);

        var list = await ReadAsync(books, ServiceNames.Cerebras);

        Assert.Equal([(cutOff.Id, 100_000L), (whole.Id, 0)], list.Calls.Select(row => (row.CallId, row.Estimated.Nanos)));
    }

    [Fact]
    public async Task Cell_OfADayWithMediaStreams_HasThemApart()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-05T10:00:00"));
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 2, 28_000_000)]);
        Assert.Empty((await CellAsync(books, ServiceNames.Twilio)).Parts);

        books.Store.Execute("""
            INSERT INTO provider_days (service, day, category, cost_nanos, told_at) VALUES
            ('twilio', '2026-06-05', 'calls', 20000000, '2026-06-06 01:00:00.000000'), ('twilio', '2026-06-05', 'calls-media-stream-minutes', 8000000, '2026-06-06 01:00:00.000000')
            """);
        var allIn = await CellAsync(books, ServiceNames.Twilio);
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.MediaStream, 2, 8_000_000)]);
        var apart = await CellAsync(books, ServiceNames.Twilio);

        Assert.Equal((CellState.Reconciled, new Money(28_000_000)), (allIn.State, allIn.Told!.Value));
        Assert.Equal([(OperationNames.Voice, 28_000_000, 20_000_000), (OperationNames.MediaStream, null, 8_000_000)], Parts(allIn));
        Assert.Equal([(OperationNames.Voice, 28_000_000, 20_000_000), (OperationNames.MediaStream, 8_000_000, 8_000_000)], Parts(apart));
    }

    private static IEnumerable<(string, long?, long?)> Parts(ReconciliationCell cell) => cell.Parts.Select(part => (part.Operation, part.Metered?.Nanos, part.Told?.Nanos));

    private static Task<CellCalls> ReadAsync(Books books, string service) => new CellCallQueries(books.Store).ReadAsync(service, Day, CancellationToken.None);

    private static async Task<ReconciliationCell> CellAsync(Books books, string service) =>
        (await new ReconciliationQueries(books.Store, books.Rates, Options.Create(new ReconciliationOptions()), books.Time).ReadAsync(Day, Day, CancellationToken.None))
        .Cells.Single(cell => cell.Service == service);
}

using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.TieOut;

/// <summary>Each check is red about what it is there for, and names the rows.</summary>
public sealed class TieOutTests
{
    private const string Now = "2026-06-10T12:00:00";

    [Fact]
    public async Task Run_EmptyBooks_NothingIsRed()
    {
        await using var books = await Books.OpenAsync(Now);

        var result = await Checked.RunAsync(books);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], result.Checks.Select(check => check.Number));
        Assert.Null(result.Fault);
        Assert.Equal(0, result.Red);
    }

    [Fact]
    public async Task Check1_EntryWithoutItsOther_IsRedWithTheTransaction()
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await MeteredCall.AddAsync(books);
        books.Store.Execute("INSERT INTO ledger_entries (transaction_id, account_id, call_id, ledger_account, amount_nanos, occurred_at) SELECT transaction_id, account_id, call_id, ledger_account, 5, occurred_at FROM ledger_entries LIMIT 1");

        var row = Assert.Single((await RedAsync(books, 1)).Rows);

        Assert.Equal((call.Id, 5L), (row.CallId, row.Difference!.Value.Nanos));
    }

    [Theory]
    [InlineData(2, "Deferred revenue of account")]
    [InlineData(3, "movements of the kind usage")]
    public async Task Checks2And3_DeferredRevenueThatNoLotHas_AreRed(int number, string what)
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        books.Store.Execute("INSERT INTO ledger_entries (transaction_id, account_id, ledger_account, amount_nanos, occurred_at) SELECT transaction_id, account_id, 'deferred_revenue', -7, occurred_at FROM ledger_entries LIMIT 1");

        var row = Assert.Single((await RedAsync(books, number)).Rows);

        Assert.Contains(what, row.What);
        Assert.Equal(7, row.Difference!.Value.Nanos);
    }

    [Theory]
    [InlineData("UPDATE cost_rollups SET cost_nanos = cost_nanos + 1 WHERE service = 'twilio'", 1)]
    [InlineData("UPDATE cost_rollups SET event_count = event_count - 1 WHERE service = 'cerebras' AND operation = 'prompt'", 0)]
    [InlineData("DELETE FROM cost_rollups WHERE service = 'deepgram'", -18_388_333)]
    [InlineData("UPDATE hourly_costs SET cost_nanos = cost_nanos + 3 WHERE service = 'twilio'", 3)]
    [InlineData("UPDATE hourly_costs SET unpriced_count = 1 WHERE service = 'deepgram'", 0)]
    [InlineData("DELETE FROM hourly_costs WHERE service = 'deepgram'", -18_388_333)]
    [InlineData("UPDATE call_rollups SET talk_seconds = talk_seconds + 1 WHERE talk_seconds > 0", 0)]
    [InlineData("INSERT INTO calls (call_sid, direction, status, app_version, created_at, started_at, price_per_minute, billing_increment_seconds) VALUES ('by hand', 'inbound', 'completed', '', '2026-06-01 10:00:00.000000', '2026-06-01 10:00:00.000000', '0', 1)", 0)]
    [InlineData("UPDATE call_totals SET cost_nanos = cost_nanos + 1000", 1_000)]
    [InlineData("UPDATE call_totals SET revenue_nanos = revenue_nanos - 5", -5)]
    [InlineData("UPDATE ledger_balances SET amount_nanos = amount_nanos + 7 WHERE ledger_account = 'receivable'", 7)]
    [InlineData("INSERT INTO call_rollups (quarter_start, call_count, talk_seconds, revenue_nanos, unheard_characters, discarded_tokens, silent_seconds, waste_nanos) VALUES ('2026-06-20 00:00:00.000000', 0, 0, 0, 0, 0, 0, 9)", 9)]
    public async Task Check5_RollupThatIsNotItsRows_IsRedWithTheDifference(string change, long difference)
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        books.Store.Execute(change);

        Assert.Equal(difference, Assert.Single((await RedAsync(books, 5)).Rows).Difference!.Value.Nanos);
    }

    [Fact]
    public async Task Check5_OpenQuarter_IsNotLookedAt()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books, books.Clock.Now);
        books.Store.Execute("UPDATE cost_rollups SET cost_nanos = 0; UPDATE hourly_costs SET cost_nanos = 0");

        Assert.Equal(TieOutStatus.Green, (await Checked.RunAsync(books)).Checks[4].Finding.Status);
    }

    [Fact]
    public async Task Check4_PanelsThatDisagree_AreNamed()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        var snapshot = Web.Snapshots.Of();
        await using var context = books.Store.CreateDbContext();
        await using var transaction = await context.BeginReadAsync(CancellationToken.None);
        var rows = await RowTotals.ReadAsync(context, snapshot.Range.Start, snapshot.Range.End, CancellationToken.None);

        Assert.Equal(
            ["range=30d: sum of the bars of the chart, against the rows", "range=30d: pricing matrix, against the rows", "range=30d: revenue line of the chart, against the rows"],
            SameTotals.Disagreements(snapshot, rows).Select(row => row.What));
    }

    // All panels read the rollups, so they agree with each other about any of them; the rows are the other side.
    [Theory]
    [InlineData("UPDATE hourly_costs SET cost_nanos = cost_nanos + 1000 WHERE service = 'twilio'", "hero, against the rows", 1_000)]
    [InlineData("UPDATE hourly_costs SET cost_nanos = cost_nanos + 1000 WHERE service = 'twilio'", "twilio in services and donut, against the rows", 1_000)]
    [InlineData("UPDATE hourly_costs SET cost_nanos = cost_nanos - 7 WHERE service = 'elevenlabs'", "bar of 10 Jun, against the rows", -7)]
    [InlineData("UPDATE hourly_costs SET basis = 'billed' WHERE service = 'deepgram'", "billed cost, against the rows", 18_388_333)]
    [InlineData("DELETE FROM call_rollups", "revenue, against the rows", -374_000_000)]
    public async Task Check4_PanelsThatAgreeAboutWhatTheRowsDoNotSay_AreRed(string change, string said, long difference)
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        books.Store.Execute(change);

        var row = Assert.Single((await RedAsync(books, 4)).Rows, row => row.What == $"range=30d: {said}");

        Assert.Equal(difference, row.Difference!.Value.Nanos);
    }

    // What the page shows now is in the quarter that is open.
    [Fact]
    public async Task Check4_RowsOfThisVeryMoment_AreCompared()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books, books.Clock.Now);
        Assert.Equal(0, (await Checked.RunAsync(books)).Red);
        books.Store.Execute("UPDATE hourly_costs SET cost_nanos = 0");

        Assert.Contains((await RedAsync(books, 4)).Rows, row => row.What == "range=today: hero, against the rows");
    }

    [Fact]
    public async Task Check6_KeyThatStandsTwice_IsRed()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        books.Store.Execute("DROP INDEX \"IX_api_call_events_event_key\"; DROP TRIGGER api_call_events_no_replace_insert");
        books.Store.Execute("""
            INSERT INTO api_call_events (call_id, service, operation, usage_amount, usage_unit, usage_micros, basis, pricing_source, event_key, occurred_at, booked_at, recorded_at)
            SELECT call_id, service, operation, usage_amount, usage_unit, usage_micros, basis, pricing_source, event_key, occurred_at, booked_at, recorded_at FROM api_call_events LIMIT 1
            """);

        Assert.Contains("stands on several rows", (await RedAsync(books, 6)).Rows[0].What);
    }

    [Fact]
    public async Task Check6_TransactionKeyThatStandsTwice_IsRed()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        books.Store.Execute("DROP INDEX \"IX_ledger_transactions_transaction_key\"; DROP TRIGGER ledger_transactions_no_replace_insert");
        books.Store.Execute("INSERT INTO ledger_transactions (transaction_key, kind, account_id, call_id, talk_seconds, billed_seconds, occurred_at, recorded_at) SELECT transaction_key, kind, account_id, call_id, talk_seconds, billed_seconds, occurred_at, recorded_at FROM ledger_transactions LIMIT 1");

        Assert.Contains("stands on several transactions", (await RedAsync(books, 6)).Rows[0].What);
    }

    [Theory]
    [InlineData("UPDATE service_pricing SET unit_price = '0.02' WHERE service = 'elevenlabs'", "were priced 0.00015")]
    [InlineData("UPDATE service_pricing SET effective_from = '2026-01-01 00:00:00.000000', operation = 'voice' WHERE service = 'twilio' AND operation = 'default'", "still holds when version")]
    public async Task Check7_RatesThatNoLongerHold_AreRed(string change, string said)
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        foreach (var trigger in books.Store.Column<string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'service_pricing'"))
        {
            books.Store.Execute($"DROP TRIGGER {trigger}");
        }

        books.Store.Execute(change);

        Assert.Contains(said, Assert.Single((await RedAsync(books, 7)).Rows).What);
    }

    [Fact]
    public async Task Check8_ServiceWithoutRowsAndWithoutReason_IsRedWithTheCall()
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await books.AddCallAsync(books.Clock.Now.AddHours(-1), row =>
        {
            row.EndedAt = row.StartedAt!.Value.AddSeconds(10);
            row.MissingUsage = "cerebras: no turn of the caller's was answered";
        });
        await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);

        var finding = await RedAsync(books, 8);

        Assert.Equal(["No row of deepgram, and no reason", "No row of elevenlabs, and no reason"], finding.Rows.Select(row => row.What));
        Assert.All(finding.Rows, row => Assert.Equal(call.Id, row.CallId));
    }

    [Theory]
    [InlineData("UPDATE call_meters SET usage_micros = usage_micros + 1000000 WHERE service = 'elevenlabs'", -150_000)]
    [InlineData("UPDATE call_meters SET unit_cost = '0.015' WHERE service = 'twilio'", -4_000_000)]
    public async Task Check9_MeterThatItsRowsDoNotAddUpTo_IsRed(string change, long difference)
    {
        await using var books = await Books.OpenAsync(Now);
        var call = await MeteredCall.AddAsync(books);
        books.Store.Execute(change);

        var finding = await RedAsync(books, 9);

        var row = Assert.Single(finding.Rows);
        Assert.Equal(
            "No row is unpriced. Of 5 ended meters, 1 has rows that do not add up to its rated total. No meter was corrected. Show the rows: each names the call, what it should come to and what it comes to.",
            finding.Sentence);
        Assert.Equal((call.Id, difference), (row.CallId, row.Difference!.Value.Nanos));
    }

    [Fact]
    public async Task Check9_UnpricedRows_AreCountedAndNamed()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books, model: "brand-new");

        var finding = (await Checked.RunAsync(books)).Checks[8].Finding;

        Assert.Equal((TieOutStatus.Green, 2), (finding.Status, finding.RowCount));
        Assert.StartsWith("2 rows are unpriced", finding.Sentence);
        Assert.Contains("cerebras/prompt/brand-new", finding.Rows[0].What);
    }

    [Fact]
    public async Task Run_RowsPricedAfterwards_StayGreenAndCountAsUnpricedNoMore()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books, model: "brand-new");

        await PricedLater.RunAsync(books, "brand-new");

        var result = await Checked.RunAsync(books);
        Assert.Equal(0, result.Red);
        Assert.StartsWith("1 row is unpriced", result.Checks[8].Finding.Sentence);
    }

    // A designer's conversation with a persona costs, and is not the business's: its rows are in no rollup.
    [Fact]
    public async Task Run_TestCall_IsNoPartOfTheBooks()
    {
        await using var books = await Books.OpenAsync(Now);
        await MeteredCall.AddAsync(books);
        var test = await books.AddCallAsync(books.Clock.Now.AddHours(-1), call => call.EndedAt = call.StartedAt);
        books.Store.Execute($"UPDATE calls SET direction = '{CallDirection.Test}', account_id = NULL WHERE id = {test.Id}");
        await books.Ledger.CommitAsync(
            [new LedgerBatch { Events = [books.Event(test, ServiceNames.ElevenLabs, OperationNames.Speech, 100, null)], AnsweredAt = test.StartedAt, IsTest = true }], CancellationToken.None);

        var result = await Checked.RunAsync(books);

        Assert.Equal(0, result.Red);
        Assert.Contains("All 1 answered calls", result.Checks[7].Finding.Sentence);
        Assert.StartsWith("No row is unpriced.", result.Checks[8].Finding.Sentence);
    }

    [Fact]
    public async Task Run_CheckThatThrows_LeavesTheOthersAndSaysSo()
    {
        await using var books = await Books.OpenAsync(Now);
        books.Store.Execute("DROP TABLE ledger_entries");

        var result = await Checked.RunAsync(books);

        Assert.Contains("could not be made", result.Fault);
        Assert.Contains(result.Checks, check => check.Number == 7);
    }

    private static async Task<TieOutFinding> RedAsync(Books books, int number)
    {
        var result = await Checked.RunAsync(books);
        var finding = result.Checks.Single(check => check.Number == number).Finding;
        Assert.Equal(TieOutStatus.Red, finding.Status);
        return finding;
    }
}

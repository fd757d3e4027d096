using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.History.Import;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.History.Import;

public sealed class ImporterTests
{
    private static readonly RangeRequest November = new(RangeKind.Custom, new DateOnly(2025, 11, 1), new DateOnly(2025, 11, 30));

    [Fact]
    public async Task Import_Export_EveryRowIsInTheBooksAndTheSumsAgree()
    {
        await using var books = await OpenAsync();

        var report = await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        Assert.True(report.IsWritten);
        Assert.All(report.Sums, sum => Assert.True(sum.Agrees));
        Assert.Equal(
            [("twilio", 0.014233333333333332m, 14_233_333), ("deepgram", 0.018388333333333334m, 18_388_333), ("elevenlabs", 0.22199999999999998m, 222_000_000), ("cerebras", 0.006516m, 6_516_000)],
            report.Sums.Select(sum => (sum.Service, sum.FileCost, sum.BookCost.Nanos)));
        Assert.Equal(-0.000000000333333334m, report.Sums[1].Rounding);
        Assert.Equal(1, report.Sums[3].Unpriced);

        var totals = (await books.ReadAsync(November)).Current;
        Assert.Equal((261_137_666, 1, 2, 248, 0), (totals.Cost.Nanos, totals.UnpricedEvents, totals.Calls, totals.TalkSeconds, totals.Revenue.Nanos));
        await using var context = books.Store.CreateDbContext();
        Assert.Equal(["+14155550100", "+14155550101", "+14155550102"], await context.Calls.OrderBy(call => call.Id).Select(call => call.FromNumber).ToListAsync());
        Assert.All(await context.UsageEvents.ToListAsync(), row => Assert.Equal(UsageBasis.Metered, row.Basis));
    }

    [Fact]
    public async Task Import_ThenBackfill_LeavesNoRedCheck()
    {
        await using var books = await OpenAsync();
        await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        var backfill = await new TwilioBackfill(books.Store, books.Rates, Writer(books), books.Time, NullLogger<TwilioBackfill>.Instance).RunAsync(CancellationToken.None);

        // The first call had no Twilio row: 187 s are four started minutes. The second has one of the old system's.
        Assert.Equal((1, 56_000_000), (backfill.RowsWritten, backfill.Cost.Nanos));
        var result = await Checked.RunAsync(books);
        Assert.Empty(result.Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => $"{check.Number}: {check.Finding.Sentence} {check.Finding.Rows[0].What}"));
    }

    [Fact]
    public async Task Import_Again_AddsNothing()
    {
        await using var books = await OpenAsync();
        await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);
        var before = Dump(books);

        var report = await Importer(books).ImportAsync([.. Export.All.Reverse()], OtherNames.None, progress: null, CancellationToken.None);

        Assert.True(report.IsWritten);
        Assert.Equal(before, Dump(books));
        Assert.All(report.Counts, count => Assert.Equal(0, count.New));
        Assert.All(report.Sums, sum => Assert.True(sum.Agrees));
    }

    [Fact]
    public async Task Import_GrownExport_AddsWhatIsNew()
    {
        await using var books = await OpenAsync();
        await Importer(books).ImportAsync([Export.File("calls.csv", "id,created_at,duration_seconds\n1,2025-11-03,60"), Export.File("api_call_events.csv", Rows("1,1,cerebras,5,0.1"))], OtherNames.None, progress: null, CancellationToken.None);

        var report = await Importer(books).ImportAsync(
            [Export.File("calls.csv", "id,created_at,duration_seconds\n1,2025-11-03,60\n2,2025-11-04,60"), Export.File("api_call_events.csv", Rows("1,1,cerebras,5,0.1", "2,1,cerebras,5,0.2", "3,2,cerebras,5,0.3"))], OtherNames.None, progress: null, CancellationToken.None);

        Assert.Equal([(1, 1), (2, 1)], report.Counts.Skip(2).Select(count => (count.New, count.Known)));
        Assert.Equal(600_000_000, (await books.ReadAsync(November)).Current.Cost.Nanos);
    }

    [Fact]
    public async Task Try_Export_SaysTheSameAndWritesNothing()
    {
        await using var books = await OpenAsync();
        var before = Dump(books);

        var tried = await Importer(books).TryAsync(Export.All, OtherNames.None, CancellationToken.None);
        Assert.Equal(before, Dump(books));
        var done = await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        Assert.True(tried.IsDryRun);
        Assert.Equal(done.Sums, tried.Sums);
        Assert.Equal(done.Counts, tried.Counts);
        Assert.Equal(done.Notices, tried.Notices);
    }

    [Fact]
    public async Task Import_OneProblem_WritesNothingAtAll()
    {
        await using var books = await OpenAsync();
        var before = Dump(books);

        var report = await Importer(books).ImportAsync([.. Export.All, Export.File("more_calls.csv", "id,created_at\n9,never")], OtherNames.None, progress: null, CancellationToken.None);

        Assert.False(report.IsWritten);
        Assert.Equal("more_calls.csv:2: created_at is \"never\", which is no time such as 2025-11-03T10:00:00Z.", Assert.Single(report.Problems).ToString());
        Assert.Equal(before, Dump(books));
    }

    // The last row fails in the database: what was written before it is taken back.
    [Fact]
    public async Task Import_DatabaseRefusesARow_WritesNothingAtAll()
    {
        await using var books = await OpenAsync();
        books.Store.Execute("CREATE TRIGGER refuse BEFORE INSERT ON api_call_events WHEN NEW.operation = 'chat' AND NEW.model = 'gpt-4o' BEGIN SELECT RAISE(ABORT, 'no'); END");
        var before = Dump(books);

        await Assert.ThrowsAnyAsync<Exception>(() => Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None));

        Assert.Equal(before, Dump(books));
    }

    [Fact]
    public async Task Import_RowThatAnEarlierImportHasOtherwise_IsAProblem()
    {
        await using var books = await OpenAsync();
        var calls = Export.File("calls.csv", "id,created_at,duration_seconds\n1,2025-11-03,60");
        await Importer(books).ImportAsync([calls, Export.File("api_call_events.csv", Rows("1,1,cerebras,5,0.1"))], OtherNames.None, progress: null, CancellationToken.None);

        var report = await Importer(books).ImportAsync([calls, Export.File("api_call_events.csv", Rows("1,1,cerebras,5,0.2"))], OtherNames.None, progress: null, CancellationToken.None);

        Assert.StartsWith("api_call_events.csv:2: An earlier import has this row", Assert.Single(report.Problems).ToString());
    }

    [Fact]
    public async Task Import_CallThatThisSystemRecorded_IsLeftAloneWithItsRows()
    {
        await using var books = await OpenAsync();
        var own = await MeteredCall.AddAsync(books);
        var file = Export.File("calls.csv", $"id,call_sid,created_at,duration_seconds\n1,{own.CallSid},2025-11-03,60");

        var report = await Importer(books).ImportAsync([file, Export.File("api_call_events.csv", Rows("1,1,cerebras,5,0.1"))], OtherNames.None, progress: null, CancellationToken.None);

        Assert.Equal((1, 0.1m, 0), (report.Sums[3].LeftOutRows, report.Sums[3].LeftOutCost, report.Sums[3].BookRows));
        Assert.True(report.Sums[3].Agrees);
        await using var context = books.Store.CreateDbContext();
        Assert.Equal(187, (await context.Calls.SingleAsync()).DurationSeconds);
    }

    [Fact]
    public async Task Import_PersonaOfAnUnknownModel_GetsTheDefaultOneAndSaysSo()
    {
        await using var books = await OpenAsync();

        var report = await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        Assert.Contains(report.Notices, notice => notice.ToString().StartsWith("personas.json:1: Nora's model gpt-4o is not in the catalog; the persona gets gpt-oss-120b.", StringComparison.Ordinal));
        await using var context = books.Store.CreateDbContext();
        var nora = await context.Personas.SingleAsync(persona => persona.Name == "Nora");
        Assert.Equal(("gpt-oss-120b", "Hello, this is Nora.", false), (nora.LlmModel, nora.Greeting, nora.IsDefault));
        Assert.Equal([nora.Id, nora.Id], await context.Calls.Where(call => call.PersonaId == nora.Id).Select(call => call.PersonaId!.Value).ToListAsync());
        Assert.Equal("gpt-4o", (await context.Calls.SingleAsync(call => call.CallSid == "import-2")).LlmModel);
    }

    [Fact]
    public async Task Import_Rates_FillWhatTheCardDoesNotHaveAndNameWhatDiffers()
    {
        await using var books = await OpenAsync();

        var report = await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        Assert.Contains(report.Notices, notice => notice.Text.StartsWith("twilio:voice at $0.0085 from 2024-01-01 is left out: the rate card has $0.014", StringComparison.Ordinal));
        var card = await books.Rates.LoadAsync(books.Clock.Now, CancellationToken.None);
        Assert.Equal(0.0000025m, card.Find(ServiceNames.Cerebras, OperationNames.Prompt, "gpt-4o")!.UnitPrice);
        Assert.Equal(0.014m, card.Find(ServiceNames.Twilio, OperationNames.Voice, null)!.UnitPrice);
    }

    private const string October = "id,call_sid,created_at,status,duration_seconds\n8,CA8,2025-10-31T22:00:00Z,completed,30\n9,CA9,2025-10-31T23:59:58Z,completed,64\n";
    private const string OctoberRows = "id,call_id,service,usage_amount,cost,created_at\n81,8,elevenlabs,50,0.0075,2025-10-31T22:00:05Z\n91,9,elevenlabs,100,0.015,2025-10-31T23:59:59Z\n";
    private const string NextMonth = "id,call_sid,created_at,status,duration_seconds\n9,CA9,2025-10-31T23:59:58Z,completed,64.0\n10,CA10,2025-11-01T08:00:00Z,completed,45\n";
    private const string NextMonthRows = "id,call_id,service,usage_amount,cost,created_at\n91,9,elevenlabs,100,0.0150,2025-10-31T23:59:59Z\n101,10,elevenlabs,60,0.009,2025-11-01T08:00:05Z\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_MonthsThatOverlap_AreTheSameTogetherAndOneByOne(bool haveIds)
    {
        await using var together = await OpenAsync();
        await using var oneByOne = await OpenAsync();
        ImportFile[] october = [Export.File("calls_2025-10.csv", October), Export.File("api_call_events_2025-10.csv", Rows(OctoberRows))];
        ImportFile[] november = [Export.File("calls_2025-11.csv", NextMonth), Export.File("api_call_events_2025-11.csv", Rows(NextMonthRows))];

        var report = await Importer(together).ImportAsync([.. october, .. november], OtherNames.None, progress: null, CancellationToken.None);
        await Importer(oneByOne).ImportAsync(october, OtherNames.None, progress: null, CancellationToken.None);
        var second = await Importer(oneByOne).ImportAsync(november, OtherNames.None, progress: null, CancellationToken.None);

        Assert.True(report.IsWritten && second.IsWritten);
        Assert.Equal(Dump(oneByOne), Dump(together));
        Assert.Equal(3L, together.Store.Column<long>("SELECT COUNT(*) FROM api_call_events").Single());
        Assert.Contains("calls_2025-11.csv: One row stands in calls_2025-10.csv as it is here: the two are one.", report.Notices.Select(notice => notice.ToString()));

        string Rows(string rows) => haveIds ? rows : string.Join('\n', rows.Split('\n').Select(row => row[(row.IndexOf(',') + 1)..]));
    }

    [Fact]
    public async Task Import_MonthsThatOverlapAndDiffer_AreRefusedTogetherAndOneByOne()
    {
        await using var books = await OpenAsync();
        var (october, november) = (Export.File("calls_2025-10.csv", October), Export.File("calls_2025-11.csv", NextMonth.Replace("64.0", "164")));

        var together = await Importer(books).ImportAsync([october, november], OtherNames.None, progress: null, CancellationToken.None);
        await Importer(books).ImportAsync([october], OtherNames.None, progress: null, CancellationToken.None);
        var second = await Importer(books).ImportAsync([november], OtherNames.None, progress: null, CancellationToken.None);

        Assert.Equal("calls_2025-11.csv:2: The call stands in calls_2025-10.csv:3 already.", Assert.Single(together.Problems).ToString());
        Assert.StartsWith("calls_2025-11.csv:2: An earlier import has this call otherwise (row 2 of calls)", Assert.Single(second.Problems).ToString());
    }

    [Fact]
    public async Task Import_ACreditAmongGoodRows_IsInTheBooksAndInTheSums()
    {
        await using var books = await OpenAsync();
        ImportFile[] files =
        [
            Export.File("calls.csv", "id,created_at,status,duration_seconds\n1,2025-11-03T10:00:00Z,completed,60"),
            Export.File("api_call_events.csv", "id,call_id,service,operation,usage_amount,usage_unit,cost\n1,1,elevenlabs,speech,100,characters,0.015\n2,1,twilio,credit,-1,minutes,-0.844161\n"),
        ];

        var report = await Importer(books).ImportAsync(files, OtherNames.None, progress: null, CancellationToken.None);
        var backfill = await new TwilioBackfill(books.Store, books.Rates, Writer(books), books.Time, NullLogger<TwilioBackfill>.Instance).RunAsync(CancellationToken.None);

        Assert.True(report.IsWritten);
        Assert.Equal((-0.844161m, -844_161_000L, true), (report.Sums[0].FileCost, report.Sums[0].BookCost.Nanos, report.Sums[0].Agrees));
        // A credit is not what the line cost: its minute is estimated all the same.
        Assert.Equal(1, backfill.RowsWritten);
        var result = await Checked.RunAsync(books);
        Assert.Empty(result.Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => $"{check.Number}: {check.Finding.Sentence} {check.Finding.Rows[0].What}"));
    }

    // Enough for several slices of a commit. While it is made visible somebody looks after each of them, and a call comes in.
    [Fact]
    public async Task Import_TenThousandRowsBesideACall_AreSeenAllAtOnceAndTheCallGoesFirst()
    {
        await using var books = await OpenAsync();
        using var writer = Writer(books);
        await MeteredCall.AddAsync(books);
        var (before, steps) = (Dump(books), new List<ImportProgress>());
        Task<long>? caller = null;

        var report = await new Importer(books.Store, writer, books.Time, NullLogger<Importer>.Instance).ImportAsync(Many(calls: 500, rowsOfEach: 20), OtherNames.None, new Reports<ImportProgress>(step =>
        {
            steps.Add(step);
            if (step.Step == ImportStep.Publishing)
            {
                Assert.Equal(caller is null ? before.Count : before.Count + 1, Dump(books).Count);
                caller ??= CallInAsync(writer.RightOfWay.TakeAsync(CancellationToken.None));
            }
        }), CancellationToken.None);

        Assert.True(report.IsWritten);
        Assert.All(report.Sums, sum => Assert.True(sum.Agrees));
        Assert.Equal([ImportStep.Reading, ImportStep.Staging, ImportStep.Publishing], steps.Select(step => step.Step).Distinct());
        Assert.Equal((10_500, 10_500, 1), (steps.Last(step => step.Step == ImportStep.Staging).Done, steps.Last(step => step.Step == ImportStep.Staging).Of, steps[^1].GaveWay));
        Assert.Equal(0, await caller!);
        Assert.Equal(10_000L, books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events WHERE event_key LIKE 'import/%'").Single());
        var result = await Checked.RunAsync(books);
        Assert.Empty(result.Checks.Where(check => check.Finding.Status == TieOutStatus.Red).Select(check => $"{check.Number}: {check.Finding.Sentence} {check.Finding.Rows[0].What}"));

        Task<long> CallInAsync(Task<IDisposable> first) => Task.Run(async () =>
        {
            using (await first)
            {
                await books.AddCallAsync(books.Clock.Now, call => call.EndedAt = null);
                return books.Store.Column<long>("SELECT COUNT(*) FROM api_call_events WHERE event_key LIKE 'import/%'").Single();
            }
        });
    }

    [Theory]
    [InlineData(ImportStep.Staging)]
    [InlineData(ImportStep.Publishing)]
    public async Task Import_StoppedInBetween_LeavesNothingAndCanBeBegunAgain(ImportStep at)
    {
        await using var books = await OpenAsync();
        var before = Dump(books);
        using var stop = new CancellationTokenSource();
        var stopping = new Reports<ImportProgress>(step =>
        {
            if (step.Step == at)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Importer(books).ImportAsync(Export.All, OtherNames.None, stopping, stop.Token));

        Assert.Equal(before, Dump(books));
        Assert.True((await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None)).IsWritten);
    }

    private static ImportFile[] Many(int calls, int rowsOfEach) =>
    [
        Export.File("calls.csv", "id,created_at,duration_seconds\n" + string.Join('\n', Enumerable.Range(1, calls).Select(call => $"{call},2025-11-{1 + (call % 28):00} 10:{call % 60:00}:00,60"))),
        Export.File("api_call_events.csv", "id,call_id,service,usage_amount,cost,created_at\n" + string.Join('\n', Enumerable.Range(0, calls * rowsOfEach).Select(row =>
            $"{row},{1 + (row / rowsOfEach)},{ServiceNames.All[row % 4]},{1 + (row % 90)},0.0{row % 97:00},2025-11-{1 + ((1 + (row / rowsOfEach)) % 28):00} 10:{row % 60:00}:01"))),
    ];

    private static string Rows(params string[] rows) => $"id,call_id,service,usage_amount,cost\n{string.Join('\n', rows)}";

    private static Task<Books> OpenAsync() => Books.OpenAsync("2026-06-10T12:00:00");

    [Fact]
    public async Task Import_RateThatTheCardLacks_StandsInTheHistoryOfTheCard()
    {
        await using var books = await OpenAsync();

        await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);
        await Importer(books).ImportAsync(Export.All, OtherNames.None, progress: null, CancellationToken.None);

        Assert.Equal(
            ["set cerebras/prompt/gpt-4o 0.0000025 by Import"],
            books.Store.Column<string>("SELECT action || ' ' || service || '/' || operation || '/' || model || ' ' || after_unit_price || ' by ' || changed_by FROM service_pricing_changes"));
    }

    private static LedgerWriter Writer(Books books) =>
        new(books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    private static Importer Importer(Books books) => new(books.Store, Writer(books), books.Time, NullLogger<Importer>.Instance);

    private static List<string> Dump(Books books) =>
    [
        .. books.Store.Column<string>("SELECT id || call_sid || IFNULL(duration_seconds, '') FROM calls"),
        .. books.Store.Column<string>("SELECT id || event_key || IFNULL(cost_nanos, '') FROM api_call_events"),
        .. books.Store.Column<string>("SELECT id || transaction_key FROM ledger_transactions"),
        .. books.Store.Column<string>("SELECT id || service || operation || unit_price FROM service_pricing"),
        .. books.Store.Column<string>("SELECT id || service || operation FROM service_pricing_changes"),
        .. books.Store.Column<string>("SELECT id || name || llm_model FROM personas"),
        .. books.Store.Column<string>("SELECT quarter_start || service || operation || cost_nanos || event_count FROM cost_rollups"),
        .. books.Store.Column<string>("SELECT quarter_start || call_count || talk_seconds FROM call_rollups"),
    ];
}

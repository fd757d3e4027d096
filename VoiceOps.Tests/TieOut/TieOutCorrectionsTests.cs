using Microsoft.EntityFrameworkCore;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Repricing;
using VoiceOps.Voice.TieOut;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.TieOut;

/// <summary>Guards check 9 against corrections that are wrong: what takes back, bills or prices afterwards has to come to what it says.</summary>
public sealed class TieOutCorrectionsTests
{
    private static readonly Signature Signed = new() { By = "Ada", Reason = "A better price" };

    [Fact]
    public async Task Check9_BilledAndRepricedCalls_AreGreen()
    {
        await using var books = await OpenAsync();
        await BillAsync(books, await MeteredCall.AddAsync(books));
        await RepriceSpeechAsync(books);

        var result = await Checked.RunAsync(books);

        Assert.Equal(0, result.Red);
        Assert.Contains("with their corrections those of 2 to what was billed or priced afterwards", result.Checks[8].Finding.Sentence);
    }

    [Theory]
    [InlineData("cost_nanos = cost_nanos + 5", 5)]
    [InlineData("usage_micros = usage_micros + 1000000", 0)]
    public async Task Check9_ReversalThatDoesNotTakeBackAllThatWasBooked_IsRedWithBothRows(string change, long difference)
    {
        await using var books = await OpenAsync();
        var call = await MeteredCall.AddAsync(books);
        await BillAsync(books, call);
        Tamper(books, $"UPDATE api_call_events SET {change} WHERE event_key LIKE 'twilio-price/%/reversal'");
        books.Store.Execute($"UPDATE provider_prices SET taken_back_nanos = taken_back_nanos - {difference}");

        var row = Assert.Single(await RedAsync(books));

        var ids = books.Store.Column<string>("SELECT group_concat(id, ', ') FROM api_call_events WHERE service = 'twilio' AND basis = 'metered'").Single();
        Assert.Contains($"rows {ids}, metered at 0.014, are not taken back exactly", row.What);
        Assert.Equal((call.Id, difference), (row.CallId, row.Difference!.Value.Nanos));
    }

    [Fact]
    public async Task Check9_ReversalOnAnotherBasis_IsRed()
    {
        await using var books = await OpenAsync();
        await BillAsync(books, await MeteredCall.AddAsync(books));
        Tamper(books, "UPDATE api_call_events SET basis = 'estimated' WHERE event_key LIKE 'twilio-price/%/reversal'");

        Assert.Equal([-56_000_000L, 56_000_000L], (await RedAsync(books)).Select(row => row.Difference!.Value.Nanos).Order());
        Assert.Contains(
            "The rows of each of 5 ended meters add up to its rated total. Among the corrections of 1 meter, 2 sums are not what was billed or priced afterwards.",
            (await Checked.RunAsync(books)).Checks[8].Finding.Sentence);
    }

    [Fact]
    public async Task Check9_ReversalWithoutAProvidersFigure_IsRed()
    {
        await using var books = await OpenAsync();
        var call = await MeteredCall.AddAsync(books);
        await books.Ledger.CommitAsync([new LedgerBatch { Events = [(await PairAsync(books, call))[0]] }], CancellationToken.None);

        var row = Assert.Single(await RedAsync(books));

        Assert.Contains("no provider's figure stands in its place", row.What);
        Assert.Equal((call.Id, -56_000_000L), (row.CallId, row.Difference!.Value.Nanos));
    }

    [Fact]
    public async Task Check9_BilledRowThatIsNotTheProvidersPrice_IsRed()
    {
        await using var books = await OpenAsync();
        var call = await MeteredCall.AddAsync(books);
        await BillAsync(books, call);
        Tamper(books, "UPDATE api_call_events SET cost_nanos = cost_nanos - 3 WHERE basis = 'billed'");

        var row = Assert.Single(await RedAsync(books));

        Assert.Contains($"twilio-price/{call.CallSid}/new is not that", row.What);
        Assert.Equal((call.Id, 41_000_000L, -3L), (row.CallId, row.Expected!.Value.Nanos, row.Difference!.Value.Nanos));
    }

    [Theory]
    [InlineData("cost_nanos = cost_nanos + 4", 4)]
    [InlineData("usage_micros = usage_micros + 1", 0)]
    public async Task Check9_RepricedRowThatIsNotItsPartOfTheRatedTotal_IsRedWithItsRows(string change, long difference)
    {
        await using var books = await OpenAsync();
        var call = await MeteredCall.AddAsync(books);
        await RepriceSpeechAsync(books);
        Tamper(books, $"UPDATE api_call_events SET {change} WHERE event_key LIKE 'repriced/%'");

        var row = Assert.Single(await RedAsync(books));

        Assert.Contains("was priced afterwards at 0.0001 by rows", row.What);
        Assert.Equal((call.Id, 148_000_000L, difference), (row.CallId, row.Expected!.Value.Nanos, row.Difference!.Value.Nanos));
    }

    [Fact]
    public async Task Check9_RowThatRepricingLeftOut_IsRed()
    {
        await using var books = await OpenAsync();
        var call = await MeteredCall.AddAsync(books);
        var later = books.Event(call, ServiceNames.ElevenLabs, OperationNames.Speech, 100, 15_000_000, model: "eleven_flash_v2_5");
        await books.Ledger.CommitAsync([new LedgerBatch { Events = [later] }], CancellationToken.None);
        Tamper(books, "UPDATE call_meters SET usage_micros = usage_micros + 100000000 WHERE service = 'elevenlabs'");
        await RepriceSpeechAsync(books);
        Assert.Equal(0, (await Checked.RunAsync(books)).Red);
        Tamper(books, "DELETE FROM api_call_events WHERE event_key LIKE 'repriced/%' AND id = (SELECT MIN(id) FROM api_call_events WHERE event_key LIKE 'repriced/%')");

        var row = Assert.Single(await RedAsync(books));

        Assert.Contains("and has no correction", row.What);
        Assert.Equal(74_000_000L, row.Difference!.Value.Nanos);
    }

    [Fact]
    public async Task Check9_RowPricedAfterwardsAtSomethingElseThanItsRate_IsRed()
    {
        await using var books = await OpenAsync();
        await MeteredCall.AddAsync(books, model: "brand-new");
        await PricedLater.RunAsync(books, "brand-new");
        Tamper(books, "UPDATE api_call_events SET cost_nanos = cost_nanos + 9 WHERE event_key LIKE 'priced/%/new'");

        var row = Assert.Single(await RedAsync(books));

        Assert.Equal((9_650_000L, 9L), (row.Expected!.Value.Nanos, row.Difference!.Value.Nanos));
    }

    private static Task<Books> OpenAsync() => Books.OpenAsync("2026-06-10T12:00:00");

    /// <summary>As the price checks leave it: the pair, and what was told.</summary>
    private static async Task BillAsync(Books books, Call call)
    {
        await books.Ledger.CommitAsync([new LedgerBatch { Events = await PairAsync(books, call) }], CancellationToken.None);
        await using var context = books.Store.CreateDbContext();
        context.Add(new ProviderPrice
        {
            Service = ServiceNames.Twilio,
            Handle = call.CallSid,
            CallId = call.Id,
            Day = DateOnly.FromDateTime(call.CreatedAt),
            Attempts = 1,
            NextAttemptAt = null,
            BilledAt = books.Clock.Now,
            TakenBackNanos = 56_000_000,
            BilledNanos = 41_000_000,
        });
        await context.SaveChangesAsync();
    }

    private static async Task<IReadOnlyList<UsageEvent>> PairAsync(Books books, Call call)
    {
        await using var context = books.Store.CreateDbContext();
        var booked = await context.UsageEvents.AsNoTracking().Where(row => row.CallId == call.Id && row.Service == ServiceNames.Twilio).ToListAsync();
        return BilledPairs.Make(booked, BilledKeys.TwilioPrice(call.CallSid), new Money(41_000_000));
    }

    private static async Task RepriceSpeechAsync(Books books)
    {
        var terms = new RateTerms { UnitPrice = 0.0001m, PricingType = PricingType.PerCharacter };
        Assert.Null(await books.RateWriter.SetAsync(new(ServiceNames.ElevenLabs, OperationNames.Speech, null), terms, books.Clock.Now.AddDays(-1), Signed, CancellationToken.None));
        await PricedLater.RepriceAsync(books, new RepricingScope());
    }

    /// <summary>By hand, past what keeps hands off.</summary>
    private static void Tamper(Books books, string change)
    {
        foreach (var trigger in books.Store.Column<string>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'api_call_events'"))
        {
            books.Store.Execute($"DROP TRIGGER {trigger}");
        }

        books.Store.Execute(change);
    }

    private static async Task<IReadOnlyList<TieOutRow>> RedAsync(Books books)
    {
        var finding = (await Checked.RunAsync(books)).Checks[8].Finding;
        Assert.Equal(TieOutStatus.Red, finding.Status);
        return finding.Rows;
    }
}

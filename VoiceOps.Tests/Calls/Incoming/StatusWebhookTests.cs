using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Providers.Twilio;
using Xunit;

namespace VoiceOps.Tests.Calls.Incoming;

public sealed class StatusWebhookTests
{
    // Twilio waits 15 s for an answer, and a store may be busy for longer.
    [Fact]
    public async Task Length_OfARequestThatWasGivenUp_IsBookedAllTheSame()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(
            Books.Utc("2026-06-10T11:00:00"), call => (call.EndedAt, call.DurationSeconds) = (call.CreatedAt.AddSeconds(187), 187));

        await Webhook(books, Writer(books)).TakeAsync(GivenUp(new()
        {
            ["CallSid"] = call.CallSid,
            ["CallStatus"] = "completed",
            ["CallDuration"] = "130",
        }));

        Assert.Equal([130L], books.Store.Column<long>("SELECT duration_seconds FROM calls"));
        Assert.Equal([3_000_000L], books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'twilio'"));
    }

    // Of a call that ended here and is not all committed: whoever ends lines need not ask Twilio any more.
    [Fact]
    public async Task Report_OfACallThatTheWriterHolds_SaysThatItsLineIsDown()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var writer = Writer(books);
        var call = await books.AddCallAsync(books.Clock.Now);
        var meters = new CallMeters(call.Id, call.CallSid, new CallTerms
        {
            RateCard = await books.Rates.LoadAsync(books.Clock.Now, TestContext.Current.CancellationToken),
            AccountId = call.AccountId!.Value,
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
        }, books.Time);
        Assert.True(writer.TryOpen(meters));
        meters.End(() => null);

        await Webhook(books, writer).TakeAsync(GivenUp(new() { ["CallSid"] = call.CallSid, ["CallStatus"] = "completed", ["CallDuration"] = "1" }));
        await writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1L], books.Store.Column<long>("SELECT COUNT(*) FROM calls WHERE line_down_at IS NOT NULL"));
    }

    private static DefaultHttpContext GivenUp(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        var http = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(form)));
        return http;
    }

    private static LedgerWriter Writer(Books books) => new(
        books.Ledger, new CommitSignal(), TestMetrics.Ledger(books.Time), Options.Create(new LedgerOptions()), books.Time, NullLogger<LedgerWriter>.Instance);

    private static StatusWebhook Webhook(Books books, LedgerWriter writer)
    {
        var records = new CallRecords(books.Store, new CommitSignal(), books.Time);
        var stored = new StoredMeters(books.Store, books.Rates, books.Time);
        var reports = new StatusReports(
            new LiveCalls(books.Time), new StreamTokens(books.Time), records, stored, writer,
            new SecondLegs(records, stored, writer, AppVersion.Parse("1", new DatabaseSchema()), books.Time, NullLogger<SecondLegs>.Instance),
            new UnrecordedCalls(records, NullLogger<UnrecordedCalls>.Instance), books.Time, NullLogger<StatusReports>.Instance);
        var signature = new WebhookSignature(
            new TwilioRequestValidator(Options.Create(new TwilioOptions())), new ProviderHealth(books.Time), TestMetrics.Refusals(books.Time),
            Options.Create(new CallOptions()));
        return new StatusWebhook(signature, reports);
    }
}

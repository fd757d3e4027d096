using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Reconciliation.Prices;

public sealed class PriceChecksTests : IAsyncLifetime
{
    private Books _books = null!;
    private BillingServices _services = null!;
    private ScriptedPrices _twilio = null!;
    private LedgerWriter _writer = null!;
    private SourceStates _states = null!;
    private PriceChecks _checks = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _services = new BillingServices("http://127.0.0.1:1");
        _twilio = new ScriptedPrices(new TwilioPrices(_services.Get<TwilioBillingClient>(), Options.Create(new TwilioOptions { MeterMediaStreams = true })));
        _writer = new LedgerWriter(_books.Ledger, new CommitSignal(), TestMetrics.Ledger(_books.Time), Options.Create(new LedgerOptions()), _books.Time, NullLogger<LedgerWriter>.Instance);
        _states = new SourceStates(_books.Time, NullLogger<SourceStates>.Instance);
        _checks = new PriceChecks(_books.Store, [_twilio], _writer, _states, _books.Time);
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _services.DisposeAsync();
        await _books.DisposeAsync();
    }

    [Fact]
    public async Task Run_PriceNotKnownYet_AsksAgainAfterGrowingIntervalsAndBooksItOnce()
    {
        var call = await StreamedCallAsync();
        await RunAsync();
        Assert.Single(_twilio.Asked);

        var waits = new List<double>();
        var last = _books.Time.GetUtcNow();
        foreach (var _ in Enumerable.Range(0, 62)) // 31 minutes
        {
            var before = _twilio.Asked.Count;
            _books.Time.Advance(TimeSpan.FromSeconds(30));
            await RunAsync();
            if (_twilio.Asked.Count > before)
            {
                waits.Add((_books.Time.GetUtcNow() - last).TotalMinutes);
                last = _books.Time.GetUtcNow();
            }
        }

        Assert.Equal([1d, 2, 4, 8, 16], waits);
        Assert.Equal(0, Count("basis = 'billed'"));

        _twilio.Answer = _ => new PriceAnswer { Price = new Money(17_000_000), Usage = 2 };
        _books.Time.Advance(TimeSpan.FromMinutes(32));
        Assert.Equal(2, await RunAsync());
        _books.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await RunAsync());

        Assert.Equal([17_000_000L], _books.Store.Column<long>($"SELECT SUM(cost_nanos) FROM api_call_events WHERE call_id = {call.Id} AND operation = 'voice'"));
        Assert.Equal([28_000_000L], _books.Store.Column<long>("SELECT taken_back_nanos FROM provider_prices"));
        Assert.Equal(7, _twilio.Asked.Count);
    }

    [Fact]
    public async Task Run_NeverTold_IsGivenUpAfterMoreThanAWeekWithAReason()
    {
        await StreamedCallAsync();
        for (var day = 0; day < 60; day++)
        {
            await RunAsync();
            _books.Time.Advance(TimeSpan.FromHours(12));
        }

        Assert.Equal(18, _twilio.Asked.Count);
        Assert.Equal(["The provider never told a price."], _books.Store.Column<string>("SELECT problem FROM provider_prices WHERE next_attempt_at IS NULL"));
    }

    [Fact]
    public async Task Run_CallsMeteredAllIn_AreNotComparedWithAPriceOfVoiceAlone()
    {
        var allIn = await CallAsync();
        var apology = await CallAsync(row => (row.EndedReason, row.EndedAt) = (EndedReason.Rejected, row.StartedAt));
        var running = await CallAsync(row => row.EndedAt = null, OperationNames.MediaStream);
        var streamed = await StreamedCallAsync();

        await RunAsync();

        Assert.Equal([apology.CallSid, streamed.CallSid], _twilio.Asked.Order());
        Assert.DoesNotContain(allIn.CallSid, _twilio.Asked);
        Assert.DoesNotContain(running.CallSid, _twilio.Asked);
    }

    [Fact]
    public async Task Run_ProviderRefuses_BooksWhatItToldPausesAndGoesOn()
    {
        await StreamedCallAsync();
        await StreamedCallAsync();
        await StreamedCallAsync();
        _twilio.Answer = _ => _twilio.Asked.Count == 2
            ? throw new ProviderException(ServiceNames.Twilio, "refused the key (HTTP 401)")
            : new PriceAnswer { Price = new Money(10_000_000), Usage = 2 };

        Assert.Equal(2, await RunAsync());
        Assert.Equal(0, await RunAsync());
        Assert.Equal((2, "twilio: refused the key (HTTP 401)"), (_twilio.Asked.Count, _states.Read().Single().Fault));

        _books.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(4, await RunAsync());
        Assert.Null(_states.Read().Single().Fault);
        Assert.Equal(3, Count("basis = 'billed'"));
    }

    [Fact]
    public async Task Run_ForeignCurrency_IsNotBookedAndSaysWhy()
    {
        await StreamedCallAsync();
        _twilio.Answer = _ => new PriceAnswer { Problem = "Twilio bills this account in EUR; the books are in USD." };

        await RunAsync();
        _books.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync();

        Assert.Single(_twilio.Asked);
        Assert.Equal(["Twilio bills this account in EUR; the books are in USD."], _books.Store.Column<string>("SELECT problem FROM provider_prices"));
        Assert.Equal(0, Count("basis = 'billed'"));
    }

    [Fact]
    public async Task Run_TurnedOff_AsksNothingAndSaysWhatToDo()
    {
        await StreamedCallAsync();
        _twilio.OffReason = "Set Twilio:MeterMediaStreams.";

        await RunAsync();

        Assert.Empty(_twilio.Asked);
        Assert.Equal("Set Twilio:MeterMediaStreams.", _states.Read().Single().OffReason);
    }

    [Fact]
    public async Task Duration_ThatTwilioTellsAfterItsPrice_DoesNotMakeTheBilledLineWorse()
    {
        var call = await StreamedCallAsync();
        _twilio.Answer = _ => new PriceAnswer { Price = new Money(20_000_000), Usage = 2 };
        await RunAsync();
        var stored = new StoredMeters(_books.Store, _books.Rates, _books.Time);

        var meters = await stored.RestoreAsync(LostCalls.StoredCallOf(call)!, CancellationToken.None);
        meters.ReportDuration(250);
        await _books.Ledger.CommitAsync([LedgerBatch.Of(meters.Collect(_books.Time.GetUtcTime())!)], CancellationToken.None);

        Assert.Equal([20_000_000L], _books.Store.Column<long>("SELECT SUM(cost_nanos) FROM api_call_events WHERE operation = 'voice'"));
        Assert.Equal([250L], _books.Store.Column<long>("SELECT SUM(talk_seconds) FROM ledger_transactions"));
    }

    private async Task<int> RunAsync() => await _checks.RunAsync(CancellationToken.None);

    private Task<Call> StreamedCallAsync() => CallAsync(change: null, OperationNames.MediaStream);

    private async Task<Call> CallAsync(Action<Call>? change = null, params string[] more)
    {
        var call = await _books.AddCallAsync(Books.Utc("2026-06-10T11:00:00"), row =>
        {
            row.EndedAt = row.StartedAt!.Value.AddSeconds(70);
            row.EndedReason = EndedReason.CallerHangup;
            change?.Invoke(row);
        });
        await _books.CommitAsync(call,
        [
            _books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000),
            _books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000),
            .. more.Select(operation => _books.Event(call, ServiceNames.Twilio, operation, 2, 8_000_000)),
        ]);
        return call;
    }

    private int Count(string where) => (int)_books.Store.Column<long>($"SELECT COUNT(*) FROM api_call_events WHERE {where}").Single();
}

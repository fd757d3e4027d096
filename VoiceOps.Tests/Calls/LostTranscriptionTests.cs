using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Providers;
using VoiceOps.Tests.Reconciliation;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Prices;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>What a crash cut off, Deepgram bills as well: it has to stand under its connection's id, or the call counts it twice.</summary>
public sealed class LostTranscriptionTests : IAsyncLifetime
{
    private const string Model = "nova-2-phonecall";
    private Books _books = null!;
    private LedgerWriter _writer = null!;
    private BillingServices _services = null!;
    private CallMeters _meters = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        _writer = new LedgerWriter(_books.Ledger, new CommitSignal(), TestMetrics.Ledger(_books.Time), Options.Create(new LedgerOptions()), _books.Time, NullLogger<LedgerWriter>.Instance);
        _services = new BillingServices("http://127.0.0.1:1");
        var call = await _books.AddCallAsync(_books.Clock.Now, row => row.Status = CallStatus.InProgress);
        _meters = new CallMeters(call.Id, call.CallSid, new CallTerms
        {
            RateCard = await _books.Rates.LoadAsync(call.CreatedAt, CancellationToken.None),
            AccountId = call.AccountId,
            PricePerMinute = call.PricePerMinute,
            BillingIncrementSeconds = call.BillingIncrementSeconds,
        }, _books.Time);
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _services.DisposeAsync();
        await _books.DisposeAsync();
    }

    [Fact]
    public async Task Remainder_AfterACrash_IsTakenBackByTheConnectionsPrice()
    {
        _meters.Usage.TranscriptionStarted("dg-1", Model);
        Hear(10);
        _meters.EndTurn();
        Hear(3);
        await CheckpointAsync();

        await RestartAsync();
        await BillAsync(("dg-1", 1_400_000));

        Assert.Equal(["billed|1400000|dg-1|13000000", "metered|0|dg-1|0"], Transcribed());
    }

    [Fact]
    public async Task Remainder_OfAConnectionThatPostedNothing_IsNotTheOneBeforesAndIsBilled()
    {
        _meters.Usage.TranscriptionStarted("dg-1", Model);
        Hear(10);
        _meters.Usage.TranscriptionSettled(10, Model);
        _meters.Usage.TranscriptionStarted("dg-2", Model);
        Hear(3);
        await CheckpointAsync();

        await RestartAsync();
        await BillAsync(("dg-1", 1_000_000), ("dg-2", 400_000));

        Assert.Equal(["billed|1000000|dg-1|10000000", "billed|400000|dg-2|3000000", "metered|0|dg-1|0", "metered|0|dg-2|0"], Transcribed());
    }

    [Fact]
    public async Task Remainder_UpToATotalThatWasPostedBefore_IsARowAllTheSame()
    {
        _meters.Usage.TranscriptionStarted("dg-1", Model);
        Hear(12);
        _meters.EndTurn();
        _meters.Usage.TranscriptionSettled(10, Model);
        _meters.Usage.TranscriptionStarted("dg-2", Model);
        Hear(2);
        await CheckpointAsync();

        await RestartAsync();

        Assert.Equal([12_000_000L], _books.Store.Column<long>("SELECT SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram'"));
    }

    private void Hear(int seconds)
    {
        _meters.Usage.AudioSent(seconds * 8_000, Model);
        _books.Time.Advance(TimeSpan.FromSeconds(seconds));
    }

    private Task CheckpointAsync() => _books.Ledger.CommitAsync([LedgerBatch.Of(_meters.Collect(_books.Clock.Now)!)], CancellationToken.None);

    private Task RestartAsync() => new LostCalls(
        new CallRecords(_books.Store, new CommitSignal(), _books.Time), new StoredMeters(_books.Store, _books.Rates, _books.Time), _writer, _books.Time, NullLogger<LostCalls>.Instance)
        .CloseAsync(CancellationToken.None);

    private Task BillAsync(params (string RequestId, long Nanos)[] told)
    {
        var prices = new ScriptedPrices(new DeepgramPrices(_services.Get<DeepgramBillingClient>()))
        {
            Answer = requestId => new PriceAnswer { Price = new Money(told.Single(price => price.RequestId == requestId).Nanos) },
        };
        return new PriceChecks(_books.Store, [prices], _writer, new SourceStates(_books.Time, NullLogger<SourceStates>.Instance), _books.Time).RunAsync(CancellationToken.None);
    }

    private IReadOnlyList<string> Transcribed() => _books.Store.Column<string>(
        "SELECT basis || '|' || SUM(cost_nanos) || '|' || COALESCE(provider_request_id, '') || '|' || SUM(usage_micros) FROM api_call_events WHERE service = 'deepgram' GROUP BY basis, provider_request_id ORDER BY 1");
}

using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Calls;

public sealed class CallSweepTests : IAsyncLifetime
{
    private static readonly Persona Nova = new()
    {
        Name = "Nova",
        LlmModel = "gpt-oss-120b",
        SystemPrompt = "Be brief.",
        Greeting = "Hello.",
        IsDefault = true,
        CreatedAt = DateTime.UnixEpoch,
    };

    private readonly FaultyStatements _store = new();
    private Books _books = null!;
    private StreamTokens _tokens = null!;
    private UnrecordedCalls _unrecorded = null!;
    private CallSweep _sweep = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: _store);
        var liveCalls = new LiveCalls(_books.Time);
        var writer = new LedgerWriter(
            _books.Ledger, new CommitSignal(), TestMetrics.Ledger(_books.Time), Options.Create(new LedgerOptions()), _books.Time, NullLogger<LedgerWriter>.Instance);
        var records = new CallRecords(_books.Store, new CommitSignal(), _books.Time);
        var stored = new StoredMeters(_books.Store, _books.Rates, _books.Time);
        _tokens = new StreamTokens(_books.Time);
        _unrecorded = new UnrecordedCalls(records, NullLogger<UnrecordedCalls>.Instance);
        var reports = new StatusReports(
            liveCalls, _tokens, records, stored, writer,
            new SecondLegs(records, stored, writer, AppVersion.Parse("1", new DatabaseSchema()), _books.Time, NullLogger<SecondLegs>.Instance),
            _unrecorded, _books.Time, NullLogger<StatusReports>.Instance);
        _sweep = new CallSweep(liveCalls, _tokens, records, _unrecorded, reports, _books.Time, NullLogger<CallSweep>.Instance);
    }

    public ValueTask DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Report_ThatCannotBeTaken_KeepsNothingElseWaitingAndIsTakenLater()
    {
        var (broken, other) = (await EndedAsync(), await EndedAsync());
        var unanswered = await PendingAsync();
        _unrecorded.Add(Report(broken));
        _unrecorded.Add(Report(other));
        _store.Fault = command => About(command, broken.CallSid) ? new InvalidOperationException("not this one") : null;

        await RunAsync();
        Assert.Equal([187L, 61L], Lengths(broken, other));
        Assert.Equal([EndedReason.SocketLost], Reasons(unanswered));

        _store.Fault = _ => null;
        await RunAsync();
        Assert.Equal([61L, 61L], Lengths(broken, other));
    }

    // As while the store is away: the call would be open in the books until the server starts again.
    [Fact]
    public async Task Stream_ThatNeverCame_AndCouldNotBeClosed_IsClosedAtTheNextSweep()
    {
        var (broken, other) = (await PendingAsync(), await PendingAsync());
        _store.Fault = command => command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal) && About(command, broken.Id)
            ? new IOException("away")
            : null;

        await RunAsync();
        Assert.Equal([null, EndedReason.SocketLost], Reasons(broken, other));

        _store.Fault = _ => null;
        await RunAsync();
        Assert.Equal([EndedReason.SocketLost, EndedReason.SocketLost], Reasons(broken, other));
        Assert.Equal(0, _tokens.CountBut(new LiveCalls(_books.Time)));
    }

    private Task RunAsync()
    {
        _books.Time.Advance(TimeSpan.FromMinutes(2));
        return _sweep.RunAsync(TestContext.Current.CancellationToken);
    }

    private static bool About(DbCommand command, object value) => command.Parameters.Cast<DbParameter>().Any(parameter => value.Equals(parameter.Value));

    private IReadOnlyList<long> Lengths(params IEnumerable<Call> calls) =>
        [.. calls.Select(call => _books.Store.Column<long>($"SELECT duration_seconds FROM calls WHERE id = {call.Id}").Single())];

    private IReadOnlyList<string?> Reasons(params IEnumerable<Call> calls) => [.. calls.Select(call =>
        _books.Store.Column<string>($"SELECT ended_reason FROM calls WHERE id = {call.Id} AND ended_reason IS NOT NULL").SingleOrDefault())];

    private static StatusReport Report(Call call) => new() { CallSid = call.CallSid, CallStatus = CallStatus.Completed, DurationSeconds = 61 };

    private Task<Call> EndedAsync() => _books.AddCallAsync(
        _books.Clock.Now.AddHours(-1),
        call => (call.EndedAt, call.DurationSeconds, call.EndedReason) = (call.CreatedAt.AddSeconds(187), 187, EndedReason.CallerHangup));

    private async Task<Call> PendingAsync()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now, call => (call.StartedAt, call.Status) = (null, CallStatus.Ringing));
        var terms = new CallTerms
        {
            RateCard = await _books.Rates.LoadAsync(_books.Clock.Now, TestContext.Current.CancellationToken),
            AccountId = call.AccountId,
            PricePerMinute = 0.12m,
            BillingIncrementSeconds = 1,
        };
        var script = new ConversationScript { LlmModel = Nova.LlmModel, SystemPrompt = Nova.SystemPrompt, Greeting = Nova.Greeting };
        _tokens.Issue(expiresAt => new PendingStream { Call = call, Persona = Nova, Script = script, Terms = terms, ExpiresAt = expiresAt });
        return call;
    }
}

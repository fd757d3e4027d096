using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.History;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>Twilio's length of an imported call and the backfill's estimate of it, both at once: whoever comes second knows of the first.</summary>
public sealed class LateDurationTests
{
    private readonly Between _between = new();

    [Fact]
    public async Task Report_WhenTheBackfillComesBetween_CountsTheLineOnce()
    {
        await using var desk = await Desk.OpenAsync(_between);
        _between.Run(sql => sql.Contains("api_call_events", StringComparison.Ordinal) && sql.Contains("ORDER BY", StringComparison.Ordinal), desk.BackfillAsync);

        await desk.ReportAsync();
        await _between.Ran;

        Assert.Equal(["call-duration|3|metered"], desk.Line());
    }

    [Fact]
    public async Task Backfill_WhenTheReportComesBetween_CountsTheLineOnce()
    {
        await using var desk = await Desk.OpenAsync(_between);
        _between.Run(sql => sql.Contains("NOT EXISTS", StringComparison.Ordinal) && sql.Contains("ORDER BY", StringComparison.Ordinal), desk.ReportAsync);

        await desk.BackfillAsync();
        await _between.Ran;

        Assert.Equal(["backfill|4|estimated", "call-duration|-1|estimated"], desk.Line());
    }

    /// <summary>An imported call of 187 s at Twilio's door and at the backfill's; Twilio says 130 s.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly Books _books;
        private readonly LedgerWriter _writer;
        private readonly StatusReports _reports;
        private readonly Call _call;

        private Desk(Books books, Call call)
        {
            (_books, _call) = (books, call);
            _writer = new LedgerWriter(books.Ledger, new CommitSignal(), TestMetrics.Ledger(TimeProvider.System), Options.Create(new LedgerOptions()), TimeProvider.System, NullLogger<LedgerWriter>.Instance);
            var records = new CallRecords(books.Store, new CommitSignal(), books.Time);
            var stored = new StoredMeters(books.Store, books.Rates, books.Time);
            _reports = new StatusReports(
                new LiveCalls(books.Time), new StreamTokens(books.Time), records, stored, _writer,
                new SecondLegs(records, stored, _writer, AppVersion.Parse("1", new DatabaseSchema()), books.Time, NullLogger<SecondLegs>.Instance),
                new UnrecordedCalls(records, NullLogger<UnrecordedCalls>.Instance), books.Time, NullLogger<StatusReports>.Instance);
        }

        public static async Task<Desk> OpenAsync(Between between)
        {
            var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: between);
            var call = await books.AddCallAsync(Books.Utc("2025-11-03T10:00:00"), row => (row.EndedAt, row.DurationSeconds) = (row.StartedAt!.Value.AddSeconds(187), 187));
            var desk = new Desk(books, call);
            await desk._writer.StartAsync(CancellationToken.None);
            return desk;
        }

        public Task ReportAsync() => _reports.TakeAsync(new StatusReport { CallSid = _call.CallSid, CallStatus = "completed", DurationSeconds = 130 }, TestContext.Current.CancellationToken);

        public Task BackfillAsync() =>
            new TwilioBackfill(_books.Store, _books.Rates, _writer, _books.Time, NullLogger<TwilioBackfill>.Instance).RunAsync(TestContext.Current.CancellationToken);

        public IReadOnlyList<string> Line() => _books.Store.Column<string>(
            "SELECT substr(event_key, 1, instr(event_key, '/') - 1) || '|' || (usage_micros / 1000000) || '|' || basis FROM api_call_events WHERE service = 'twilio' ORDER BY id");

        public async ValueTask DisposeAsync()
        {
            await _writer.StopAsync(CancellationToken.None);
            _writer.Dispose();
            await _books.DisposeAsync();
        }
    }

    /// <summary>
    /// Starts something else once a statement has read. Outside of a transaction nothing holds the other up: it is let through to
    /// its end. Inside of one it is let as far as the store, where it waits for its turn.
    /// </summary>
    private sealed class Between : DbCommandInterceptor
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly AsyncLocal<bool> _isOther = new();
        private readonly TaskCompletionSource _otherCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<string, bool>? _isIt;
        private Func<Task>? _start;

        public Task Ran { get; private set; } = Task.FromException(new InvalidOperationException("The statement was not sent."));

        public void Run(Func<string, bool> isIt, Func<Task> start) => (_start, _isIt) = (start, isIt);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (_isOther.Value)
            {
                _otherCame.TrySetResult();
            }

            return new(result);
        }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (_isIt?.Invoke(command.CommandText) == true && Interlocked.Exchange(ref _start, null) is { } start)
            {
                Ran = Task.Run(
                    () =>
                    {
                        _isOther.Value = true;
                        return start();
                    },
                    cancellationToken);
                var isFar = command.Transaction is null ? Ran : await Task.WhenAny(Ran, _otherCame.Task).WaitAsync(Patience, cancellationToken);
                await isFar.WaitAsync(Patience, cancellationToken);
            }

            return result;
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using Xunit;

namespace VoiceOps.Tests.Calls.Journal;

public sealed class TranscriptSweepTests
{
    private const string WithWords = "SELECT id FROM call_turns WHERE caller_text IS NOT NULL OR heard_text IS NOT NULL OR unheard_text IS NOT NULL ORDER BY id";

    [Fact]
    public async Task Sweep_WordsOlderThanTheRetention_AreDeletedAndTheFiguresStay()
    {
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-05-31T11:59:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1, Books.Utc("2026-05-31T11:59:59.999999")));
        await books.AddTurnsAsync(Books.Turn(call, 2, Books.Utc("2026-05-31T12:00:00")));
        const string Figures = "SELECT number || kind || started_at || characters || unheard_characters || completion_tokens || cost_nanos || heard_milliseconds FROM call_turns ORDER BY id";
        var before = books.Store.Column<string>(Figures);

        var cleared = await Sweep(books).SweepAsync(CancellationToken.None);

        Assert.Equal(1, cleared);
        Assert.Equal([2L], books.Store.Column<long>(WithWords));
        Assert.Equal(before, books.Store.Column<string>(Figures));
    }

    [Fact]
    public async Task Sweep_TimePasses_DeletesWhatHasComeDueSince()
    {
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-01T08:00:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1, Books.Utc("2026-06-01T08:00:00")));
        var sweep = Sweep(books);
        Assert.Equal(0, await sweep.SweepAsync(CancellationToken.None));
        // Written late, by a store that was away.
        await books.AddTurnsAsync(Books.Turn(call, 2, Books.Utc("2026-05-31T13:00:00")));

        books.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, await sweep.SweepAsync(CancellationToken.None));
        Assert.Empty(books.Store.Column<long>(WithWords));
        Assert.Equal(0, await sweep.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_MoreThanABatch_DeletesAll()
    {
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-01-01T08:00:00"));
        await books.AddTurnsAsync(Enumerable.Range(1, 1_203).Select(number => Books.Turn(call, number)));

        Assert.Equal(1_203, await Sweep(books).SweepAsync(CancellationToken.None));
        Assert.Empty(books.Store.Column<long>(WithWords));
    }

    [Fact]
    public async Task Sweep_DeletedWords_AreGoneFromTheFile()
    {
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-01-01T08:00:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1, callerText: "my card number is secret-4111"));
        books.Store.Column<long>("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.True(books.Store.FileContains("secret-4111"));

        await Sweep(books).SweepAsync(CancellationToken.None);

        books.Store.Column<long>("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.False(books.Store.FileContains("secret-4111"));
    }

    [Fact]
    public async Task Service_Running_SweepsAtStartAndEveryHour()
    {
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-05-31T08:00:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1, Books.Utc("2026-05-31T08:00:00")));
        await books.AddTurnsAsync(Books.Turn(call, 2, Books.Utc("2026-05-31T12:30:00")));
        using var sweep = Sweep(books);

        await sweep.StartAsync(CancellationToken.None);
        await UntilAsync(books, [2L]);
        books.Time.Advance(TranscriptSweep.Interval);
        await UntilAsync(books, []);
        await sweep.StopAsync(CancellationToken.None);
    }

    // A time-out of the store's looks like the end of the program and is not.
    [Fact]
    public async Task Service_CancelledBySomebodyElse_SweepsTheNextHour()
    {
        var store = new FaultyStatements();
        await using var books = await Books.OpenAsync("2026-06-30T12:00:00", interceptors: store);
        var call = await books.AddCallAsync(Books.Utc("2026-01-01T08:00:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1));
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Fault = _ =>
        {
            store.Fault = _ => null;
            failed.SetResult();
            return new TaskCanceledException();
        };
        using var sweep = Sweep(books);

        await sweep.StartAsync(CancellationToken.None);
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        books.Time.Advance(TranscriptSweep.Interval);
        await UntilAsync(books, []);
        await sweep.StopAsync(CancellationToken.None);
    }

    private static TranscriptSweep Sweep(Books books) =>
        new(books.Store, Options.Create(new TranscriptOptions()), books.Time, NullLogger<TranscriptSweep>.Instance);

    private static Task UntilAsync(Books books, long[] expected) =>
        Eventually.TrueAsync(() => books.Store.Column<long>(WithWords).SequenceEqual(expected), () => $"the words of turns {string.Join(", ", expected)} are left");
}

using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Conversations.Turns;
using Xunit;

namespace VoiceOps.Tests.Web.Conversations.Turns;

public sealed class TurnStatsQueriesTests
{
    private static readonly RangeRequest Month = RangeRequest.Default;

    [Fact]
    public async Task Read_InterruptedAndUnaskedTurns_AreApartFromTheReplies()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        await books.AddTurnsAsync(
            Books.Turn(call, 1, kind: TurnKind.Greeting, heard: 5_000),
            Books.Turn(call, 2, heard: 700),
            Books.Turn(call, 3, heard: 900),
            Books.Turn(call, 4, heard: 800),
            Books.Turn(call, 5, heard: null),
            Books.Turn(call, 6, interrupted: true, heard: 4_000),
            Books.Turn(call, 7, kind: TurnKind.Goodbye, heard: 6_000));

        var stats = await ReadAsync(books, new TurnStatsRequest(Month));

        Assert.Equal((4, 1, 2, 1), (stats.Complete, stats.Interrupted, stats.Unasked, stats.SampledEvery));
        Assert.Equal(new LatencyPercentiles { Count = 3, P50 = 800, P95 = 900, P99 = 900 }, stats.Latency[TurnMeasure.Heard]);
        Assert.Equal(new LatencyPercentiles { Count = 1, P50 = 4_000, P95 = 4_000, P99 = 4_000 }, stats.InterruptedLatency[TurnMeasure.Heard]);
        Assert.Equal(
            [(TurnMeasure.Endpointing, 310), (TurnMeasure.FirstToken, 480), (TurnMeasure.FirstClause, 540),
                (TurnMeasure.FirstAudio, 660), (TurnMeasure.Sent, 664)],
            stats.Latency.Where(pair => pair.Key != TurnMeasure.Heard).Select(pair => (pair.Key, pair.Value.P50!.Value)));
        Assert.Equal(0.2m, stats.InterruptedShare);
    }

    [Fact]
    public async Task Read_PersonaAndModel_NarrowTurnsWasteAndCalls()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var nova = await books.AddPersonaAsync("Nova", "llama3.1-8b");
        var first = await EndedCallAsync(books, "2026-06-10T08:00:00", waste: 10);
        var second = await EndedCallAsync(books, "2026-06-10T09:00:00", waste: 200, "llama3.1-8b", nova);
        await books.AddTurnsAsync(Books.Turn(first, 1, heard: 500), Books.Turn(second, 1, heard: 900), Books.Turn(second, 2, heard: 700),
            Books.Turn(second, 3, interrupted: true));

        var all = await ReadAsync(books, new TurnStatsRequest(Month));
        var ofNova = await ReadAsync(books, new TurnStatsRequest(Month, PersonaId: nova));
        var ofModel = await ReadAsync(books, new TurnStatsRequest(Month, Model: "gpt-oss-120b"));

        Assert.Equal([("Nova", "llama3.1-8b", 2L, 1L, 700), ("Receptionist", "gpt-oss-120b", 1L, 0L, 500)],
            all.Groups.Select(group => (group.Persona!, group.Model!, group.Complete, group.Interrupted, group.Heard.P50!.Value)));
        Assert.Equal((3, 210, 2), (all.Complete, all.Waste.Cost!.Value.Nanos, all.EndedCalls));
        Assert.Equal((2, 200, 1), (ofNova.Complete, ofNova.Waste.Cost!.Value.Nanos, ofNova.EndedCalls));
        Assert.Equal((1, 10, 1), (ofModel.Complete, ofModel.Waste.Cost!.Value.Nanos, ofModel.EndedCalls));
    }

    [Fact]
    public async Task Read_Waste_IsOfCallsThatEndedInTheRange()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await EndedCallAsync(books, "2026-06-09T23:59:00", waste: 1, endedAt: "2026-06-10T00:00:00");
        await EndedCallAsync(books, "2026-06-09T20:00:00", waste: 20, endedAt: "2026-06-09T23:59:59.999999");
        await books.AddCallAsync(Books.Utc("2026-06-10T11:00:00"));

        var stats = await ReadAsync(books, new TurnStatsRequest(new RangeRequest(RangeKind.Today)));

        Assert.Equal((1, 2, 3, new Money(1), 1),
            (stats.Waste.UnheardCharacters, stats.Waste.DiscardedTokens, stats.Waste.SilentSeconds, stats.Waste.Cost, stats.EndedCalls));
    }

    [Fact]
    public async Task Read_Series_IsByDayOfTheReportingTimeZone()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", "America/New_York");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T03:00:00"));
        await books.AddTurnsAsync(Books.Turn(call, 1, Books.Utc("2026-06-10T03:59:59.999999"), heard: 500),
            Books.Turn(call, 2, Books.Utc("2026-06-10T04:00:00"), heard: 900));

        var series = (await ReadAsync(books, new TurnStatsRequest(new RangeRequest(RangeKind.Last7Days)))).Series;

        Assert.Equal([("9 Jun", 500), ("10 Jun", 900)],
            series.Where(bucket => bucket.Heard.Count > 0).Select(bucket => (bucket.Label, bucket.Heard.P50!.Value)));
        Assert.Equal(7, series.Count);
    }

    [Fact]
    public async Task Read_MoreTurnsThanAreReadAtATime_ReadsEveryNthAndSaysSo()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"));
        await books.AddTurnsAsync(Enumerable.Range(1, 100).Select(number => Books.Turn(call, number, heard: number)));

        var stats = await new TurnStatsQueries(books.Store, books.Clock, maxTurns: 30).ReadAsync(new TurnStatsRequest(Month), CancellationToken.None);

        Assert.Equal((4, 25L), (stats.SampledEvery, stats.Complete));
        Assert.Equal(new LatencyPercentiles { Count = 25, P50 = 52, P95 = 96, P99 = 100 }, stats.Latency[TurnMeasure.Heard]);
    }

    [Fact]
    public async Task Read_Nothing_HasNoPercentiles()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        var stats = await ReadAsync(books, new TurnStatsRequest(Month));

        Assert.Equal(new LatencyPercentiles { Count = 0, P50 = null, P95 = null, P99 = null }, stats.Latency[TurnMeasure.Sent]);
        Assert.Null(stats.InterruptedShare);
        Assert.Equal(Money.Zero, stats.Waste.Cost);
    }

    private static Task<TurnStats> ReadAsync(Books books, TurnStatsRequest request) =>
        new TurnStatsQueries(books.Store, books.Clock).ReadAsync(request, CancellationToken.None);

    private static Task<Call> EndedCallAsync(
        Books books, string at, int waste, string model = "gpt-oss-120b", long? personaId = null, string? endedAt = null) =>
        books.AddCallAsync(
            Books.Utc(at),
            call =>
            {
                call.EndedAt = endedAt is null ? Books.Utc(at).AddMinutes(1) : Books.Utc(endedAt);
                (call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos) = (1, 2, 3, waste);
            },
            model: model, personaId: personaId);
}

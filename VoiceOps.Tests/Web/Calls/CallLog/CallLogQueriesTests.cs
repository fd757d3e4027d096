using VoiceOps.Tests.Data;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls.CallLog;
using Xunit;

namespace VoiceOps.Tests.Web.Calls.CallLog;

public sealed class CallLogQueriesTests
{
    private static readonly CallLogFilter Month = CallLogFilter.Default;

    [Fact]
    public async Task Page_FollowedByKey_ShowsEveryCallOnceNewestFirst()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        // Three of each moment: within one, the id decides.
        var expected = new List<long>();
        for (var number = 0; number < 120; number++)
        {
            expected.Insert(0, (await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00").AddMinutes(number / 3))).Id);
        }

        var log = new CallLogQueries(books.Store, books.Clock);
        var seen = new List<CallLogPage>();
        for (var position = CallLogPosition.Newest; seen.Count == 0 || seen[^1].HasOlder; position = new CallLogPosition { Before = seen[^1].Last })
        {
            seen.Add(await log.PageAsync(Month, position, CancellationToken.None));
        }

        Assert.Equal([50, 50, 20], seen.Select(page => page.Lines.Count));
        Assert.Equal([0L, 50L, 100L], seen.Select(page => page.Newer));
        Assert.Equal(expected, seen.SelectMany(page => page.Lines).Select(line => line.Call.CallId));

        var back = await log.PageAsync(Month, new CallLogPosition { After = seen[2].First }, CancellationToken.None);
        Assert.Equal(seen[1].Lines.Select(line => line.Key), back.Lines.Select(line => line.Key));
        Assert.True(back.HasOlder);
    }

    [Fact]
    public async Task Page_CallsThatComeMeanwhile_MoveNothingAndAreCounted()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await AddAsync(books, "2026-06-10T08:00:00", 70);
        var log = new CallLogQueries(books.Store, books.Clock);
        var first = await log.PageAsync(Month, CallLogPosition.Newest, CancellationToken.None);
        var second = await log.PageAsync(Month, new CallLogPosition { Before = first.Last }, CancellationToken.None);

        await AddAsync(books, "2026-06-10T11:00:00", 3);

        var firstAgain = await log.PageAsync(Month, new CallLogPosition { From = first.First }, CancellationToken.None);
        var secondAgain = await log.PageAsync(Month, new CallLogPosition { Before = first.Last }, CancellationToken.None);
        Assert.Equal(first.Lines.Select(line => line.Key), firstAgain.Lines.Select(line => line.Key));
        Assert.Equal(second.Lines.Select(line => line.Key), secondAgain.Lines.Select(line => line.Key));
        Assert.Equal((3L, 53L), (firstAgain.Newer, secondAgain.Newer));
    }

    [Fact]
    public async Task Page_LessThanAPageNewer_IsTheNewestPage()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await AddAsync(books, "2026-06-10T08:00:00", 60);
        var log = new CallLogQueries(books.Store, books.Clock);
        var newest = await log.PageAsync(Month, CallLogPosition.Newest, CancellationToken.None);

        var page = await log.PageAsync(Month, new CallLogPosition { After = newest.Lines[20].Key }, CancellationToken.None);

        Assert.Equal(newest.Lines.Select(line => line.Key), page.Lines.Select(line => line.Key));
    }

    [Theory]
    [InlineData("model", "1")]
    [InlineData("persona", "1")]
    [InlineData("account", "0 1 2 3 4")]
    [InlineData("status", "2")]
    [InlineData("reason", "3")]
    [InlineData("last digits", "4")]
    [InlineData("called number", "0 1 2 3 4")]
    [InlineData("whole number", "4")]
    [InlineData("interrupted", "3")]
    [InlineData("wasted", "0 4")]
    [InlineData("interrupted and wasted", "")]
    [InlineData("cost from", "1 2")]
    [InlineData("cost to", "0 1 3 4")]
    [InlineData("cost from to", "1")]
    [InlineData("at a loss", "2")]
    public async Task Page_Filter_KeepsWhatMatches(string what, string expected)
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var persona = await books.AddPersonaAsync("Nova", "llama3.1-8b");
        Call[] calls =
        [
            await books.AddCallAsync(At(0), call => call.UnheardCharacters = 12),
            await books.AddCallAsync(At(1), model: "llama3.1-8b", personaId: persona),
            await books.AddCallAsync(At(2), call => call.Status = CallStatus.InProgress),
            await books.AddCallAsync(At(3), call => (call.EndedReason, call.SilentSeconds) = (EndedReason.SocketLost, 15)),
            await books.AddCallAsync(At(4), call => call.SilentSeconds = 16, from: "+442071234567"),
        ];
        await books.AddTurnsAsync(Books.Turn(calls[2], 1), Books.Turn(calls[3], 1), Books.Turn(calls[3], 2, interrupted: true));
        await books.CommitAsync(calls[1], [books.Event(calls[1], ServiceNames.Twilio, OperationNames.Voice, 1, 50_000_000)], books.Revenue(calls[1], 60));
        await books.CommitAsync(calls[2], [books.Event(calls[2], ServiceNames.Twilio, OperationNames.Voice, 1, 200_000_000)], books.Revenue(calls[2], 60));
        var filter = what switch
        {
            "cost from" => Month with { CostFrom = 0.05m },
            "cost to" => Month with { CostTo = 0.05m },
            "cost from to" => Month with { CostFrom = 0.05m, CostTo = 0.05m },
            "at a loss" => Month with { IsAtALoss = true },
            "model" => Month with { Model = "llama3.1-8b" },
            "persona" => Month with { PersonaId = persona },
            "account" => Month with { AccountId = calls[0].AccountId },
            "status" => Month with { Status = CallStatus.InProgress },
            "reason" => Month with { EndedReason = EndedReason.SocketLost },
            "last digits" => Month with { Number = "4567" },
            "called number" => Month with { Number = "50199" },
            "whole number" => Month with { Number = "+4420" },
            "interrupted" => Month with { IsInterrupted = true },
            "wasted" => Month with { IsWasted = true },
            _ => Month with { IsInterrupted = true, IsWasted = true },
        };

        var log = new CallLogQueries(books.Store, books.Clock);
        var page = await log.PageAsync(filter, CallLogPosition.Newest, CancellationToken.None);

        Assert.Equal(expected, string.Join(' ', page.Lines.Select(line => Array.FindIndex(calls, call => call.Id == line.Call.CallId)).Order()));
        Assert.Equal(page.Lines.Count, (await log.TotalsAsync(filter, CancellationToken.None)).Calls);

        static DateTime At(int hour) => Books.Utc("2026-06-10T01:00:00").AddHours(hour);
    }

    [Fact]
    public async Task Page_Line_TellsTurnsAndWaste()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"),
            call => (call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos) = (40, 11, 0, 6_008_250));
        await books.AddTurnsAsync(Books.Turn(call, 1), Books.Turn(call, 2, interrupted: true));
        var running = await books.AddCallAsync(Books.Utc("2026-06-10T09:00:00"));

        var page = await new CallLogQueries(books.Store, books.Clock).PageAsync(Month, CallLogPosition.Newest, CancellationToken.None);

        Assert.Equal([running.Id, call.Id], page.Lines.Select(line => line.Call.CallId));
        Assert.Equal((2, 1), (page.Lines[1].Turns, page.Lines[1].InterruptedTurns));
        Assert.Equal((40, 11, 0, new Money(6_008_250)),
            (page.Lines[1].Waste.UnheardCharacters, page.Lines[1].Waste.DiscardedTokens, page.Lines[1].Waste.SilentSeconds, page.Lines[1].Waste.Cost));
        Assert.False(page.Lines[0].Waste.IsKnown);
        Assert.Null(page.Lines[0].Waste.Cost);
    }

    // Their cost and revenue are in the sums as far as they are posted, so their minutes are too: what a minute costs must not rise with every call
    // that comes in.
    [Fact]
    public async Task Totals_CallThatIsOn_CountsTheSecondsItHasPosted()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var ended = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"),
            call => (call.EndedAt, call.DurationSeconds) = (Books.Utc("2026-06-10T08:01:00"), 60));
        await books.CommitAsync(ended, [], books.Revenue(ended, 60));
        var running = await books.AddCallAsync(Books.Utc("2026-06-10T11:59:00"), call => call.Status = CallStatus.InProgress);
        await books.CommitAsync(running, [], books.Revenue(running, 45));

        var totals = await new CallLogQueries(books.Store, books.Clock).TotalsAsync(Month, CancellationToken.None);

        Assert.Equal((1, 105), (totals.OnAir, totals.TalkSeconds));
    }

    [Fact]
    public async Task Totals_MoreThanAPage_SumsAllThatMatches()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        for (var number = 0; number < 60; number++)
        {
            var call = await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00").AddMinutes(number), call =>
                (call.DurationSeconds, call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos) = (60, 2, 3, 4, 5));
            await books.CommitAsync(call, [books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)], books.Revenue(call, 60));
        }

        var unpriced = await books.AddCallAsync(Books.Utc("2026-06-10T07:00:00"));
        await books.CommitAsync(unpriced,
            [books.Event(unpriced, ServiceNames.Cerebras, OperationNames.Prompt, 10, null, model: "brand-new", source: PricingSource.Unpriced)]);
        await books.AddCallAsync(Books.Utc("2026-06-10T06:00:00"), call => (call.Status, call.StartedAt) = (CallStatus.Rejected, null));
        var lastMonth = await books.AddCallAsync(Books.Utc("2026-05-01T06:00:00"));
        await books.CommitAsync(lastMonth, [books.Event(lastMonth, ServiceNames.Twilio, OperationNames.Voice, 1, 14_000_000)]);

        var totals = await new CallLogQueries(books.Store, books.Clock).TotalsAsync(Month, CancellationToken.None);

        Assert.Equal((62, 61, 61, 3_600), (totals.Calls, totals.Answered, totals.OnAir, totals.TalkSeconds));
        Assert.Equal((60 * 14_000_000L, 1L), (totals.Cost.Nanos, totals.UnpricedEvents));
        Assert.Equal(60 * 120_000_000L, totals.Revenue.Nanos);
        Assert.Equal((120, 180, 240, 300),
            (totals.Waste.UnheardCharacters, totals.Waste.DiscardedTokens, totals.Waste.SilentSeconds, totals.Waste.Cost!.Value.Nanos));
    }

    [Fact]
    public async Task Totals_NothingMatches_AreZero()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");

        var totals = await new CallLogQueries(books.Store, books.Clock).TotalsAsync(Month, CancellationToken.None);

        Assert.Equal((0, Money.Zero, Money.Zero), (totals.Calls, totals.Cost, totals.Revenue));
        Assert.Null(totals.Margin);
    }

    [Theory]
    [InlineData("UTC", 1)]
    [InlineData("America/New_York", 2)]
    [InlineData("Asia/Kathmandu", 0)]
    public async Task Page_Days_AreOfTheReportingTimeZone(string zone, int expected)
    {
        await using var books = await Books.OpenAsync("2026-06-12T12:00:00", zone);
        await books.AddCallAsync(Books.Utc("2026-06-10T23:30:00"));
        await books.AddCallAsync(Books.Utc("2026-06-11T03:30:00"));
        var day = new DateOnly(2026, 6, 10);

        var page = await new CallLogQueries(books.Store, books.Clock)
            .PageAsync(new CallLogFilter(new RangeRequest(RangeKind.Custom, day, day)), CallLogPosition.Newest, CancellationToken.None);

        Assert.Equal(expected, page.Lines.Count);
    }

    [Fact]
    public async Task Choices_AreWhatCallsHave()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        await books.AddPersonaAsync("Nova", "llama3.1-8b");
        await books.AddCallAsync(Books.Utc("2026-06-10T08:00:00"), call => call.EndedReason = EndedReason.CallerHangup);
        await books.AddCallAsync(Books.Utc("2026-06-10T09:00:00"), call => call.Status = CallStatus.InProgress);

        var choices = await new CallLogQueries(books.Store, books.Clock).ChoicesAsync(CancellationToken.None);

        Assert.Equal(["Nova", "Receptionist"], choices.Personas.Select(persona => persona.Name));
        Assert.Equal(["Everyone else"], choices.Accounts.Select(account => account.Name));
        Assert.Equal(["gpt-oss-120b"], choices.Models);
        Assert.Equal([CallStatus.Completed, CallStatus.InProgress], choices.Statuses);
        Assert.Equal([EndedReason.CallerHangup], choices.EndedReasons);
    }

    [Fact]
    public async Task Page_AnyPosition_SearchesTheIndexAndSortsNothing()
    {
        var statements = new StatementLog();
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00", interceptors: statements);
        await AddAsync(books, "2026-06-10T08:00:00", 60);
        var log = new CallLogQueries(books.Store, books.Clock);
        var key = (await log.PageAsync(Month, CallLogPosition.Newest, CancellationToken.None)).Lines[30].Key;
        statements.Clear();

        foreach (var position in new CallLogPosition[] { new(), new() { Before = key }, new() { After = key }, new() { From = key } })
        {
            await log.PageAsync(Month, position, CancellationToken.None);
        }

        var plans = statements.Selects.Where(sql => sql.Contains("\"calls\"")).SelectMany(books.Store.Plan).ToList();
        Assert.DoesNotContain(plans, step => step.StartsWith("SCAN c", StringComparison.Ordinal));
        Assert.DoesNotContain(plans, step => step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
    }

    private static async Task AddAsync(Books books, string from, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await books.AddCallAsync(Books.Utc(from).AddSeconds(number));
        }
    }
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Calls.CallLog;
using Xunit;

namespace VoiceOps.Tests.Web.Calls;

public sealed class CallsPageTests : PageTest, IAsyncLifetime
{
    private readonly CommitSignal _signal = new();
    private Books _books = null!;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        Services.AddSingleton(_books.Clock);
        var log = new CallLogQueries(_books.Store, _books.Clock);
        Services.AddSingleton(new CallLogFeed(log, _books.Clock, _signal, _books.Time, NullLogger<CallLogFeed>.Instance));
        Services.AddSingleton(new ChoicesFeed(log, _signal, _books.Time, NullLogger<ChoicesFeed>.Instance));
        GoLive();
    }

    [Fact]
    public async Task Page_NewCall_IsCountedAndShownWhenAskedFor()
    {
        await AddAsync(2);
        var page = Render<CallsPage>();
        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count));

        await AddAsync(1);
        await CommitUntilAsync(() => page.FindAll(".new-calls button").Count == 1);
        Assert.Equal("1 new call", page.Find(".new-calls button").TextContent);
        Assert.Equal(2, Rows(page).Count);

        await page.Find(".new-calls button").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(3, Rows(page).Count));
        Assert.Empty(page.FindAll(".new-calls button"));
    }

    [Fact]
    public async Task Page_ARunningCallEnds_ItsRowChangesInPlace()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-5), call => call.Status = CallStatus.InProgress);
        var page = Render<CallsPage>();
        page.WaitForAssertion(() => Assert.Contains("on air", Rows(page)[0].TextContent));

        await using (var context = _books.Store.CreateDbContext())
        {
            var row = context.Calls.Single(row => row.Id == call.Id);
            (row.Status, row.EndedReason, row.EndedAt, row.DurationSeconds) = (CallStatus.Completed, EndedReason.CallerHangup, _books.Clock.Now, 187);
            await context.SaveChangesAsync();
        }

        await CommitUntilAsync(() => Rows(page)[0].TextContent.Contains("completed"));
        Assert.Contains("03:07", Rows(page)[0].TextContent);
    }

    [Fact]
    public async Task Page_MoreThanAPage_LinksToOlderOnesAndSumsAll()
    {
        await AddAsync(53);
        var page = Render<CallsPage>();
        page.WaitForAssertion(() => Assert.Equal(50, Rows(page).Count));
        Assert.Contains("1–50 of 53", page.Find("#log .hint").TextContent);
        Assert.StartsWith("53", page.Find(".totals dd").TextContent);

        Services.GetRequiredService<NavigationManager>().NavigateTo(page.Find(".pager a[data-key=o]").GetAttribute("href")!);
        page.Render();

        page.WaitForAssertion(() => Assert.Equal(3, Rows(page).Count));
        Assert.Contains("51–53 of 53", page.Find("#log .hint").TextContent);
        Assert.Empty(page.FindAll(".new-calls"));
    }

    [Fact]
    public async Task Filter_Chosen_StandsInTheAddress()
    {
        await AddAsync(1);
        var page = Render<CallsPage>();
        page.WaitForAssertion(() => Assert.Single(Rows(page)));

        await page.FindAll(".filter select")[3].ChangeAsync(new ChangeEventArgs { Value = CallStatus.Completed });

        Assert.EndsWith("/calls?range=30d&status=completed", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Theory]
    [InlineData("/calls", 0, "There has not been a call yet.")]
    [InlineData("/calls?range=custom&from=2026-01-01&to=2026-01-02", 1, "No calls in this range.")]
    [InlineData("/calls?number=4444", 1, "No call of this range matches the filters.")]
    [InlineData("/calls?before=1000000-1", 1, "The log ends here.")]
    public async Task Page_NothingToShow_SaysWhichNothing(string address, int calls, string sentence)
    {
        await AddAsync(calls);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<CallsPage>();

        page.WaitForAssertion(() => Assert.Contains(sentence, page.Find(".empty").TextContent));
    }

    [Fact]
    public async Task Row_WithTurnsAndWaste_TellsBoth()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-5), call =>
            (call.EndedAt, call.DurationSeconds, call.UnheardCharacters, call.DiscardedTokens, call.SilentSeconds, call.WasteNanos) =
                (_books.Clock.Now, 187, 40, 11, 2, 6_008_250));
        await _books.AddTurnsAsync(Books.Turn(call, 1), Books.Turn(call, 2, interrupted: true));
        await _books.CommitAsync(call, [_books.Event(call, ServiceNames.Twilio, OperationNames.Voice, 4, 56_000_000)], _books.Revenue(call, 187));

        var page = Render<CallsPage>();

        page.WaitForAssertion(() => Assert.Single(Rows(page)));
        var row = Rows(page)[0];
        Assert.Equal($"/calls/{call.Id}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("2 turns", row.QuerySelector("[data-label=Duration]")!.TextContent);
        Assert.Contains("1 interrupted", row.QuerySelector("[data-label=Duration]")!.TextContent);
        Assert.Equal("$0.006008", row.QuerySelector("[data-label=Waste]")!.TextContent.Trim());
        Assert.Equal("$0.056000", row.QuerySelector("[data-label=Cost]")!.TextContent.Trim());
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _books.DisposeAsync();
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Rows(IRenderedComponent<CallsPage> page) => page.FindAll(".call-log tbody tr");

    private async Task AddAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-60).AddSeconds(number));
        }

        _books.Time.Advance(TimeSpan.FromMinutes(1));
    }

    // Commits and lets time pass until the page has heard of it; the feed waits on a thread of its own.
    private Task CommitUntilAsync(Func<bool> isShown) => Eventually.TrueAsync(isShown, () => "the page has heard of the commit", () =>
    {
        _signal.Raise();
        _books.Time.Advance(TimeSpan.FromSeconds(1));
    });
}

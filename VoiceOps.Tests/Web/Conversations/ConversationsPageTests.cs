using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Data;
using VoiceOps.Web.Calls.CallLog;
using VoiceOps.Web.Conversations;
using VoiceOps.Web.Conversations.Turns;
using Xunit;

namespace VoiceOps.Tests.Web.Conversations;

public sealed class ConversationsPageTests : PageTest, IAsyncLifetime
{
    private readonly CommitSignal _signal = new();
    private Books _books = null!;
    private int _maxTurns = TurnStatsQueries.MaxTurns;

    public async ValueTask InitializeAsync()
    {
        _books = await Books.OpenAsync("2026-06-10T12:00:00");
        Services.AddSingleton(_books.Clock);
        Services.AddSingleton(new ChoicesFeed(new CallLogQueries(_books.Store, _books.Clock), _signal, _books.Time, NullLogger<ChoicesFeed>.Instance));
        Services.AddSingleton(_ => new TurnStatsFeed(
            new TurnStatsQueries(_books.Store, _books.Clock, _maxTurns), _signal, _books.Time, NullLogger<TurnStatsFeed>.Instance));
        GoLive();
    }

    [Fact]
    public async Task Page_Turns_InterruptedOnesStandApart()
    {
        await AddTurnsAsync();

        var page = Render<ConversationsPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".latency-table").Count));
        Assert.Equal(["812", "1,400", "1,400", "3"], Figures(page, 0));
        Assert.Equal(["5,000", "5,000", "5,000", "1"], Figures(page, 1));
        Assert.Empty(page.FindAll(".banner-amber"));
    }

    [Fact]
    public async Task Page_ReadInPart_SaysSo()
    {
        _maxTurns = 2;
        await AddTurnsAsync();

        var page = Render<ConversationsPage>();

        page.WaitForAssertion(() => Assert.Contains("every second was read", page.Find(".banner-amber").TextContent));
    }

    [Theory]
    [InlineData("/conversations", false, "There has not been a call yet.")]
    [InlineData("/conversations?model=none", true, "No conversation of this range matches the filters.")]
    [InlineData("/conversations?range=custom&from=2026-01-01&to=2026-01-02", true, "No conversations in this range.")]
    public async Task Page_NothingToShow_SaysWhichNothing(string address, bool hasCalls, string sentence)
    {
        if (hasCalls)
        {
            await AddTurnsAsync();
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<ConversationsPage>();

        page.WaitForAssertion(() => Assert.Contains(sentence, page.Find(".empty").TextContent));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _books.DisposeAsync();
    }

    private static IEnumerable<string> Figures(IRenderedComponent<ConversationsPage> page, int table) =>
        page.FindAll(".latency-table")[table].QuerySelectorAll("tbody tr:last-child td.num").Select(figure => figure.TextContent);

    private async Task AddTurnsAsync()
    {
        var call = await _books.AddCallAsync(_books.Clock.Now.AddMinutes(-10));
        await _books.AddTurnsAsync(
            Books.Turn(call, 1, heard: 700), Books.Turn(call, 2), Books.Turn(call, 3, heard: 1_400), Books.Turn(call, 4, interrupted: true, heard: 5_000));
    }
}

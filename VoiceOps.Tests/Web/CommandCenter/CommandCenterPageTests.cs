using System.Threading.Channels;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Calls.Ending;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Data.Forms;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Calls;
using VoiceOps.Web.CommandCenter;
using VoiceOps.Web.Conversations.Turns;
using VoiceOps.Web.Hosting;
using VoiceOps.Web.Shared;
using Xunit;

namespace VoiceOps.Tests.Web.CommandCenter;

public sealed class CommandCenterPageTests : PageTest, IAsyncLifetime
{
    private readonly CommitSignal _signal = new();
    private readonly WatchedTime _feedTime = new(Snapshots.AsOf);
    private readonly ProviderHealth _providers;
    private TempStore _store = null!;
    private Func<RangeRequest, Task> _beforeRead = _ => Task.CompletedTask;
    private Func<RangeRequest, CommandCenterSnapshot> _read = request => Snapshots.Of(request);

    public CommandCenterPageTests() => _providers = new ProviderHealth(Time);

    public async ValueTask InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        var calls = new LiveCalls(Time);
        Services.AddSingleton(calls);
        Services.AddSingleton(_signal);
        Services.AddSingleton(new OnAirFeed(calls, Time, NullLogger<OnAirFeed>.Instance));
        Services.AddSingleton(new CommandCenterFeed(async (request, _) =>
        {
            await _beforeRead(request);
            return _read(request);
        }, _signal, _feedTime, NullLogger.Instance));
        var clock = new ReportingClock(Options.Create(new ReportingOptions()), Time);
        Services.AddSingleton(clock);
        Services.AddSingleton(new TurnStatsFeed(new TurnStatsQueries(_store, clock), _signal, Time, NullLogger<TurnStatsFeed>.Instance));
        Services.AddSingleton(new CallFeed(new CallQueries(_store), clock, _signal, Time, NullLogger<CallFeed>.Instance));
        Services.AddSingleton(Options.Create(new CallOptions()));
        Services.AddSingleton(provider => new StatusFeed(
            new StatusReader(new DatabasePulse(_store, Time), Writer(), calls, new SpendLimits(_store, calls, Options.Create(new CallOptions()), Time),
                _providers, Balances(), new PriceCheck(Rates(), [], Time), new PersonaWarnings(_store, Rates(), Time),
                new WrongValues(_store), new WriteAheadLog(_store, Time, NullLogger<WriteAheadLog>.Instance), Options.Create(new CallOptions()),
                new AppVersion("0.1.0", "abc", new DatabaseSchema()), Time),
            Time, NullLogger<StatusFeed>.Instance));
        GoLive();
    }

    [Fact]
    public void Page_Snapshot_ShowsRevenueMinusCostsIsProfit()
    {
        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() =>
            Assert.Equal(["$0.374000", "$0.302904", "$0.071096"], page.FindAll(".hero-amount").Select(hero => hero.TextContent.Trim())));
        Assert.Equal("$0.302904333", page.FindAll(".hero-amount")[1].GetAttribute("title"));
    }

    [Fact]
    public void Page_NothingInThePeriodBefore_SaysSoInsteadOfAPercentage()
    {
        _read = request => Snapshots.Of(request) with { Previous = Snapshots.Totals(0, 0) with { Calls = 0 } };

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() =>
            Assert.Equal(3, page.FindAll(".hero-change").Count(change => change.TextContent.Trim() == "no calls in the period before")));
    }

    [Fact]
    public void Page_CallsWithoutRevenueInThePeriodBefore_HasNoPercentageButABase()
    {
        _read = request => Snapshots.Of(request) with { Previous = Snapshots.Totals(0, 200_000_000) };

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => Assert.Equal("n/a vs $0.000000", page.Find(".hero-change").Shown()));
    }

    [Theory]
    [InlineData(0, 0, "metered 100.0%")]
    [InlineData(75_726_083, 0, "billed 25.0% · metered 75.0%")]
    [InlineData(75_726_083, 30_290_433, "billed 25.0% · metered 65.0% · est. 10.0%")]
    public void Page_BasisOfTheCosts_LeavesOutWhatIsZero(long billed, long estimated, string words)
    {
        var totals = Snapshots.Totals(374_000_000, 302_904_333);
        _read = request => Snapshots.Of(request) with
        {
            Current = totals with
            {
                BilledCost = new Money(billed),
                EstimatedCost = new Money(estimated),
                MeteredCost = new Money(302_904_333 - billed - estimated),
            },
        };

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => Assert.Equal(words, page.FindAll(".hero .meta")[1].TextContent.Trim()));
    }

    [Fact]
    public void Page_NeverACall_SaysWhatToDoAndNamesMissingSettings()
    {
        _read = request => Snapshots.Of(request, hasCalls: false);
        _providers.Configured(ServiceNames.Deepgram, ["Deepgram:ApiKey"]);

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() =>
            Assert.Equal(["VoiceOps:PublicUrl", "Deepgram:ApiKey"], page.FindAll("#first-run .missing button").Select(key => key.GetAttribute("data-copy"))));
        Assert.Empty(page.FindAll(".hero"));
        Assert.Contains("CAUTION", page.Find(".status-chip").TextContent);
    }

    [Fact]
    public void Page_UnpricedRows_SaysHowManyTotalsLeaveOut()
    {
        _read = request => Snapshots.Of(request) with { Current = Snapshots.Totals(374_000_000, 302_904_333, unpriced: 12) };

        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => Assert.Contains("12 rows have no price; totals leave them out", page.Find(".banner-amber").Shown()));
    }

    [Fact]
    public void Page_NothingInTheRange_DiffersFromNothingEver()
    {
        var page = Render<CommandCenterPage>();

        page.WaitForAssertion(() => Assert.Contains("No calls in this range.", page.Markup));
        Assert.Empty(page.FindAll("#first-run"));
    }

    [Fact]
    public async Task Page_ReadFails_SaysSoAndRetryBringsTheFigures()
    {
        var read = _read;
        _read = _ => throw new InvalidOperationException("disk I/O error");
        var page = Render<CommandCenterPage>();
        page.WaitForAssertion(() => Assert.Contains("disk I/O error", page.Find("[role=alert]").TextContent));

        _read = read;
        await page.Find("[role=alert] button").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".hero-amount").Count));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Address_BadParameters_AreCorrectedWithANotice()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/?range=fortnight&service=acme&call=abc");

        var page = Render<CommandCenterPage>();

        Assert.Equal(3, page.FindAll(".banner-cyan").Count);
        Assert.Equal("true", page.Find(".ranges a[href*='range=30d']").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Pause_SnapshotsThatCome_AreCountedAndShownOnResume()
    {
        var page = Render<CommandCenterPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".hero-amount").Count));
        await page.Find("[data-key=p]").ClickAsync();
        Assert.Contains("PAUSED", page.Find(".freshness").TextContent);

        _read = request => Snapshots.Of(request) with { Current = Snapshots.Totals(500_000_000, 1_000) };
        await CommitAsync();
        page.WaitForAssertion(() => Assert.Contains("(1 new)", page.Find(".freshness").TextContent));
        Assert.Equal("$0.374000", page.Find(".hero-amount").TextContent.Trim());

        await page.Find("[data-key=p]").ClickAsync();
        Assert.Equal("$0.500000", page.Find(".hero-amount").TextContent.Trim());
    }

    // The answer for the range that was chosen before is on its way while the new one's is there already.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Range_AnswerForTheOneBefore_IsNotShown(bool fails)
    {
        var (slow, begun) = (new TaskCompletionSource(), new TaskCompletionSource());
        _beforeRead = request =>
        {
            begun.TrySetResult();
            return request == RangeRequest.Default ? slow.Task : Task.CompletedTask;
        };
        _read = request =>
            request == RangeRequest.Default ? Snapshots.Of(request) : Snapshots.Of(request) with { Current = Snapshots.Totals(500_000_000, 1_000) };
        var page = Render<CommandCenterPage>();
        await begun.Task.InTimeAsync("the first read");

        Services.GetRequiredService<NavigationManager>().NavigateTo("/?range=today");
        page.Render();
        page.WaitForAssertion(() => Assert.Equal("$0.500000", page.Find(".hero-amount").TextContent.Trim()));
        if (fails)
        {
            slow.SetException(new InvalidOperationException("disk I/O error"));
        }
        else
        {
            slow.SetResult();
        }

        // What the page still has to do comes before this.
        await page.InvokeAsync(() => { });
        Assert.Equal("$0.500000", page.Find(".hero-amount").TextContent.Trim());
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _store.DisposeAsync();
    }

    private RateCards Rates() => new(_store, Options.Create(new PricingOptions()));

    private ProviderBalances Balances() => new(
        [], new BurnQueries(_store, Time), new SourceStates(Time, NullLogger<SourceStates>.Instance), Options.Create(new ReconciliationOptions()), Time,
        NullLogger<ProviderBalances>.Instance);

    private LedgerWriter Writer() => ActivatorUtilities.CreateInstance<LedgerWriter>(new ServiceCollection()
        .AddLogging().AddOptions().AddMetrics().AddSingleton<LedgerMetrics>().AddSingleton<TimeProvider>(Time).AddSingleton(_signal)
        .AddSingleton(new LedgerStore(_store, Time)).BuildServiceProvider());

    private async Task CommitAsync()
    {
        await _feedTime.NextWaitAsync();
        _feedTime.Advance(CommandCenterFeed.Interval);
        _signal.Raise();
    }
}

using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing;
using VoiceOps.Web.Pricing.Rates;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing;

public sealed class RateDialogTests : PageTest, IAsyncLifetime
{
    private readonly StatementLog _statements = new();
    private TempStore _store = null!;
    private int _raised;

    public async ValueTask InitializeAsync()
    {
        _store = await TempStore.CreateAsync(_statements);
        var signal = new CommitSignal();
        signal.Subscribe(() => _raised++);
        Services.AddSingleton(signal);
        var cards = new RateCards(_store, Options.Create(new PricingOptions()));
        var clock = new ReportingClock(Options.Create(new ReportingOptions { TimeZone = "America/New_York" }), Time);
        Services.AddSingleton(clock);
        Services.AddSingleton(new RateWriter(_store, signal, Time, NullLogger<RateWriter>.Instance));
        Services.AddSingleton(new RateEffectQueries(_store, cards, clock));
        GoLive();
    }

    [Theory]
    [InlineData("-1", "cannot be negative")]
    [InlineData("0,02", "point for decimals")]
    [InlineData("1e-7", "Write it out")]
    public async Task Dialog_BadPrice_SaysWhyAndCannotBeSaved(string text, string expected)
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", text);

        Assert.Contains(expected, dialog.Find("#rate-says").TextContent);
        Assert.Equal("true", dialog.Find("#rate-price").GetAttribute("aria-invalid"));
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dialog_SamePrice_CannotBeSaved()
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", "0.0140");

        Assert.Contains("in force already", dialog.Find("#rate-says").TextContent);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dialog_NewPrice_IsANewVersionAndTheOldOneEnds()
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", "0.0151");
        Assert.Contains("more than now", dialog.Find("#rate-says").TextContent);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"), "Nobody has signed it.");
        await SignAsync(dialog);
        await dialog.InvokeAsync(() => dialog.Find("#rate-form").SubmitAsync());

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        const string versions = "FROM service_pricing WHERE service = 'twilio' AND operation = 'voice' ORDER BY effective_from";
        Assert.Equal(["0.014", "0.0151"], _store.Column<string>($"SELECT unit_price {versions}"));
        Assert.Equal([0, 1], _store.Column<long>($"SELECT effective_to IS NULL {versions}"));
        Assert.Equal([60, 60], _store.Column<long>($"SELECT increment_seconds {versions}"));
    }

    [Fact]
    public async Task Dialog_PriceFarFromTheOneInForce_AsksWhetherThatIsMeant()
    {
        var dialog = await OpenAsync(Snapshots.Rate());
        await TypeAsync(dialog, "#rate-price", "0.02");
        await SignAsync(dialog);
        await TypeAsync(dialog, "#rate-price", "98");
        Assert.Contains("7,000 times the price in force.", dialog.Find(".sure").TextContent);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));

        await dialog.InvokeAsync(() => dialog.Find("#rate-sure").ChangeAsync(new() { Value = true }));
        Assert.False(dialog.Find("button[type=submit]").HasAttribute("disabled"));
        await TypeAsync(dialog, "#rate-price", "980");
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"), "That was said of another price.");
    }

    [Theory]
    [InlineData("0.014", "1.4", "100 times the price in force.")]
    [InlineData("0.014", "0.00014", "A 100th of the price in force.")]
    [InlineData("0.014", "0", "From a price to nothing: all of its use will be free.")]
    [InlineData("0.014", "1.39", null)]
    [InlineData("0", "5", null)]
    [InlineData(null, "5", null)]
    public void Leap_FromAHundredTimesOn_IsTold(string? inForce, string price, string? words) =>
        Assert.Equal(words, PriceLeap.Of(inForce is null ? null : decimal.Parse(inForce), decimal.Parse(price)));

    [Fact]
    public async Task Save_PressedTwice_IsOneVersion()
    {
        var dialog = await OpenAsync(Snapshots.Rate());
        await TypeAsync(dialog, "#rate-price", "0.0151");
        await SignAsync(dialog);

        await dialog.InvokeAsync(() =>
        {
            var form = dialog.Find("#rate-form");
            return Task.WhenAll(form.SubmitAsync(), form.SubmitAsync());
        });

        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("#rate-form")));
        Assert.Equal(1, _raised);
        Assert.Equal(1, _store.Column<long>("SELECT COUNT(*) FROM service_pricing_changes WHERE reason = 'New contract'").Single());
    }

    [Fact]
    public async Task Dialog_UnpricedUse_TakesTheUnitItIsMeteredIn()
    {
        var rate = Snapshots.Rate(price: null, source: PricingSource.Unpriced, unpriced: 1) with
        {
            Service = ServiceNames.Cerebras,
            Operation = OperationNames.Prompt,
            Model = "new-model",
            UsageUnit = UsageUnits.Tokens,
        };
        var dialog = await OpenAsync(rate);

        await TypeAsync(dialog, "#rate-price", "0.0000002");
        await SignAsync(dialog);
        await dialog.InvokeAsync(() => dialog.Find("#rate-form").SubmitAsync());

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        Assert.Equal(["per_token"], _store.Column<string>("SELECT pricing_type FROM service_pricing WHERE model = 'new-model'"));
        Assert.Equal(["0.0000002"], _store.Column<string>("SELECT unit_price FROM service_pricing WHERE model = 'new-model'"));
    }

    [Fact]
    public async Task Dialog_BeforeItIsSaved_ShowsTheEffectOnTheLast30Days()
    {
        await UseAsync();
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", "0.0151");

        dialog.WaitForAssertion(() => Assert.Contains("$0.045300", dialog.Find(".effect tfoot").TextContent));
        Assert.Contains("$0.003300", dialog.Find(".effect tfoot").TextContent);
        Assert.Equal(["0.014"], _store.Column<string>("SELECT unit_price FROM service_pricing WHERE operation = 'voice'"));
    }

    // SQLite reads on the thread that asks, and whatever else happens on the page would wait for it.
    [Fact]
    public async Task Dialog_ReadsTheStore_OffThePagesOwnThread()
    {
        await UseAsync();
        _statements.Clear();
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", "0.0151");

        dialog.WaitForAssertion(() => Assert.Contains("$0.045300", dialog.Find(".effect tfoot").TextContent));
        Assert.NotEmpty(_statements.Selects);
        Assert.False(_statements.HeldUpAPage);
    }

    [Fact]
    public async Task Dialog_FromADay_BeginsAtThatMidnightOfTheZone()
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        await TypeAsync(dialog, "#rate-price", "0.0151");
        await dialog.InvokeAsync(() => dialog.FindAll("input[type=radio]")[1].ChangeAsync("on"));
        await TypeAsync(dialog, "input[type=date]", "2026-11-02"); // the day after the clocks went back
        await SignAsync(dialog);
        await dialog.InvokeAsync(() => dialog.Find("#rate-form").SubmitAsync());

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        Assert.Equal(["2026-11-02 05:00:00.000000"], _store.Column<string>("SELECT effective_from FROM service_pricing WHERE unit_price = '0.0151'"));
    }

    [Fact]
    public async Task Dialog_RateThatIsNotOnTheCard_NeedsItsModel()
    {
        var dialog = await OpenAsync(null);

        await dialog.InvokeAsync(() => dialog.Find("#rate-service").ChangeAsync("cerebras"));
        await TypeAsync(dialog, "#rate-price", "0.0000002");
        Assert.Contains("Name the model", dialog.Find("#rate-says").TextContent);
        await TypeAsync(dialog, "#rate-model", "qwen-3");
        await SignAsync(dialog);
        await dialog.InvokeAsync(() => dialog.Find("#rate-form").SubmitAsync());

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        Assert.Equal(["cerebras:prompt:qwen-3 0.0000002 per_token"], _store.Column<string>(
            "SELECT service || ':' || operation || ':' || model || ' ' || unit_price || ' ' || pricing_type FROM service_pricing WHERE model = 'qwen-3'"));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _store.DisposeAsync();
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(RateUsage? rate)
    {
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();
        await provider.InvokeAsync(() => dialogs.ShowAsync<RateDialog>("Rate", new DialogParameters<RateDialog> { { dialog => dialog.Rate, rate } }));
        return provider;
    }

    // Found and typed into in one turn of the page, which renders anew whenever an effect has been read; done when its own effect is shown.
    private static Task TypeAsync(IRenderedComponent<MudDialogProvider> dialog, string field, string text) =>
        dialog.InvokeAsync(() => dialog.Find(field).InputAsync(text));

    private static async Task SignAsync(IRenderedComponent<MudDialogProvider> dialog)
    {
        await TypeAsync(dialog, "#signed-by", "Ada");
        await TypeAsync(dialog, "#signed-why", "New contract");
        dialog.WaitForAssertion(() => Assert.False(dialog.Find("button[type=submit]").HasAttribute("disabled")));
    }

    private async Task UseAsync()
    {
        await using var context = _store.CreateDbContext();
        context.Add(new HourlyCost
        {
            HourStart = Time.GetUtcNow().UtcDateTime.Date,
            Service = ServiceNames.Twilio,
            Operation = OperationNames.Voice,
            Model = "",
            Basis = UsageBasis.Metered,
            UsageMicros = 3 * UsageUnits.MicrosPerUnit,
            CostNanos = 42_000_000,
            UnpricedCount = 0,
        });
        await context.SaveChangesAsync();
    }
}

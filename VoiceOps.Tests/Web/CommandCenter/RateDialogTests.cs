using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using VoiceOps.Tests.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.CommandCenter;
using Xunit;

namespace VoiceOps.Tests.Web.CommandCenter;

public sealed class RateDialogTests : PageTest, IAsyncLifetime
{
    private TempStore _store = null!;
    private int _raised;

    public async ValueTask InitializeAsync()
    {
        _store = await TempStore.CreateAsync();
        var signal = new CommitSignal();
        signal.Subscribe(() => _raised++);
        Services.AddSingleton(signal);
        Services.AddSingleton(new RateCards(_store, Options.Create(new PricingOptions()), Time));
        GoLive();
    }

    [Theory]
    [InlineData("-1", "cannot be negative")]
    [InlineData("0,02", "point for decimals")]
    [InlineData("1e-7", "Write it out")]
    public async Task Dialog_BadPrice_SaysWhyAndCannotBeSaved(string text, string expected)
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        dialog.Find("#rate-price").Input(text);

        Assert.Contains(expected, dialog.Find("#rate-says").TextContent);
        Assert.Equal("true", dialog.Find("#rate-price").GetAttribute("aria-invalid"));
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dialog_SamePrice_CannotBeSaved()
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        dialog.Find("#rate-price").Input("0.0140");

        Assert.Contains("in force already", dialog.Find("#rate-says").TextContent);
        Assert.True(dialog.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Dialog_NewPrice_IsANewVersionAndTheOldOneEnds()
    {
        var dialog = await OpenAsync(Snapshots.Rate());

        dialog.Find("#rate-price").Input("0.0151");
        Assert.Contains("more than now", dialog.Find("#rate-says").TextContent);
        await dialog.Find("#rate-form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        const string versions = "FROM service_pricing WHERE service = 'twilio' AND operation = 'voice' ORDER BY effective_from";
        Assert.Equal(["0.014", "0.0151"], _store.Column<string>($"SELECT unit_price {versions}"));
        Assert.Equal([0, 1], _store.Column<long>($"SELECT effective_to IS NULL {versions}"));
        Assert.Equal([60, 60], _store.Column<long>($"SELECT increment_seconds {versions}"));
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

        dialog.Find("#rate-price").Input("0.0000002");
        await dialog.Find("#rate-form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Equal(1, _raised));
        Assert.Equal(["per_token"], _store.Column<string>("SELECT pricing_type FROM service_pricing WHERE model = 'new-model'"));
        Assert.Equal(["0.0000002"], _store.Column<string>("SELECT unit_price FROM service_pricing WHERE model = 'new-model'"));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _store.DisposeAsync();
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(RateUsage rate)
    {
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();
        await provider.InvokeAsync(() => dialogs.ShowAsync<RateDialog>("Rate", new DialogParameters<RateDialog> { { dialog => dialog.Rate, rate } }));
        return provider;
    }
}

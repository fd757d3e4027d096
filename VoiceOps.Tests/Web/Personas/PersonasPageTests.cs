using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using VoiceOps.Tests.Personas;
using VoiceOps.Voice.Data.Forms;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Personas;
using VoiceOps.Web.Personas.Sums;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class PersonasPageTests : PageTest
{
    [Fact]
    public async Task Duplicate_PressedTwice_IsOneCopy()
    {
        await using var desk = await DesignersDesk.OpenAsync();
        var clock = new ReportingClock(Options.Create(new ReportingOptions()), desk.Time);
        Services.AddSingleton(new PersonaQueries(desk.Store, new RateCards(desk.Store, Options.Create(new PricingOptions())), clock));
        Services.AddSingleton(desk.Roster);
        Services.AddSingleton(new WrongValues(desk.Store));
        Services.AddHttpClient();
        Services.AddOptions<ElevenLabsOptions>();
        Services.AddSingleton<VoiceLibrary>();
        Services.AddScoped<DesignerName>();
        await desk.PublishedAsync("Nova");
        GoLive();
        var page = Render<PersonasPage>();
        page.WaitForState(() => page.FindAll("[aria-label='Duplicate Nova']").Count == 1);

        await page.InvokeAsync(() =>
        {
            var button = page.Find("[aria-label='Duplicate Nova']");
            return Task.WhenAll(button.ClickAsync(), button.ClickAsync());
        });

        page.WaitForAssertion(() => Assert.Contains("/personas/", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal(1, desk.Store.Column<long>("SELECT COUNT(*) FROM personas WHERE name LIKE 'Nova _%'").Single());
        // Nor is the second press told as a name that is taken.
        Assert.Empty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
    }
}

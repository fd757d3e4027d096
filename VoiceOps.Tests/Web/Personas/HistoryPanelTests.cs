using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Tests.Personas;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Personas;
using VoiceOps.Web.Personas.Sums;
using Xunit;
using static VoiceOps.Tests.Personas.DesignersDesk;

namespace VoiceOps.Tests.Web.Personas;

public sealed class HistoryPanelTests : PageTest
{
    [Fact]
    public async Task ADraftThatOutlivesARollBack_StandsWhereItWentOnTheLine()
    {
        await using var desk = await OpenAsync();
        Services.AddSingleton(new PersonaQueries(
            desk.Store, new RateCards(desk.Store, Options.Create(new PricingOptions())),
            new ReportingClock(Options.Create(new ReportingOptions()), desk.Time)));
        var first = await desk.PublishedAsync("Nova");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var draft = Done(await desk.SaveAsync(first, Design("Nova", prompt: "Second prompt.")));
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var back = Done(await desk.Designer.RollBackAsync(draft.PersonaId, draft.Revision, first.Published!.Id, "Ada", "Third.",
            Xunit.TestContext.Current.CancellationToken));
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var last = await desk.PublishAsync(back, Design("Nova", prompt: "Second prompt."));

        var panel = Render<HistoryPanel>(parameters => parameters.Add(history => history.PersonaId, last.PersonaId)
            .Add(history => history.Revision, last.Revision));
        panel.WaitForState(() => panel.FindAll("tbody tr").Count == 3);

        Assert.Equal(["v2", "v3", "v1"], panel.FindAll("tbody th").Select(head => head.TextContent.Trim()));
        panel.FindAll("tbody button")[0].Click();
        Assert.Equal(3, panel.FindComponent<VersionDiff>().Instance.Against!.Number);
    }
}

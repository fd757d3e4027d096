using Bunit;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing;
using Xunit;

namespace VoiceOps.Tests.Web.Pricing;

public sealed class CatalogPanelTests : PageTest
{
    [Fact]
    public void Row_AsACardOnAPhone_SaysWhatItsDayAndItsOtherModelAre()
    {
        var model = new CatalogModel
        {
            Id = "llama-3.3-70b",
            Provider = ServiceNames.Cerebras,
            DisplayName = "Llama 3.3 70B",
            WithdrawnOn = new DateTime(2026, 2, 16, 0, 0, 0, DateTimeKind.Utc),
            Replacement = "gpt-oss-120b",
        };

        var panel = Render<CatalogPanel>(parameters => parameters
            .Add(catalog => catalog.Entries, [new CatalogEntry { Model = model, State = ModelState.Withdrawn, Personas = ["Juno"] }]));

        Assert.Equal(
            [("Withdrawn", "2026-02-16"), ("Replaced by", "gpt-oss-120b"), ("Personas", "Juno")],
            panel.FindAll("td[data-label]").Select(cell => (cell.GetAttribute("data-label")!, cell.TextContent)));
    }
}

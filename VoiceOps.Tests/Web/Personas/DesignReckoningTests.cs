using VoiceOps.Tests.Reporting;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas;
using VoiceOps.Web.Personas.Sums;
using Xunit;
using static VoiceOps.Tests.Web.Personas.OpenedSheets;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DesignReckoningTests
{
    private static readonly PersonaDesign Design = new() { Name = "Nova", LlmModel = "gpt-oss-120b", SystemPrompt = "Be warm.", Greeting = "Hello." };

    [Fact]
    public async Task Published_IsWhatIsOnTheLine_AndCostsWhatWasEstimated()
    {
        await using var books = await Books.OpenAsync("2026-06-10T12:00:00");
        var assumed = await new PersonaQueries(books.Store, books.Rates, books.Clock).EstimateBasisAsync(null, TestContext.Current.CancellationToken);
        var measured = assumed with { Profile = assumed.Profile with { Calls = 6, PromptTokensPerRequest = 500 } };
        var reckoning = new DesignReckoning(measured, DesignFacts.None);
        var desk = new DesignDesk(Sheet(Design));
        await reckoning.CountAsync(desk);
        Assert.Equal(reckoning.OnTheLine, reckoning.Estimate);

        desk.Form.Prompt = string.Join(' ', Enumerable.Repeat("Be warm and tell all there is to tell.", 50));
        await reckoning.CountAsync(desk);
        var longer = reckoning.Estimate;
        Assert.True(longer!.Cost > reckoning.OnTheLine!.Cost);

        desk.Saved(Sheet(Design with { SystemPrompt = desk.Form.Prompt }), desk.Form with { });
        await reckoning.CountAsync(desk);

        Assert.Equal((longer, longer), (reckoning.Estimate, reckoning.OnTheLine));
    }

    [Fact]
    public async Task PromptProblem_OfAnEmptyVersion_KeepsItOffTheLine()
    {
        var reckoning = new DesignReckoning(null!, DesignFacts.None);

        Assert.StartsWith("Write a prompt", await reckoning.PromptProblemAsync(Version(Design with { SystemPrompt = "" }, 1, VersionState.SetAside)));
        Assert.Null(await reckoning.PromptProblemAsync(Version(Design, 2, VersionState.SetAside)));
    }
}

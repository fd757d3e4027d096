using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Usage;
using Xunit;

namespace VoiceOps.Tests.Personas.Catalog;

public sealed class AudioPlanTests
{
    private static readonly AudioModel[] Models =
    [
        new() { Id = "nova-2-phonecall", Provider = ServiceNames.Deepgram, DisplayName = "Phonecall", Languages = "en en-US" },
        new() { Id = "nova-2", Provider = ServiceNames.Deepgram, DisplayName = "Nova-2", Languages = "en en-GB de es" },
        new() { Id = "nova-3", Provider = ServiceNames.Deepgram, DisplayName = "Nova-3", Languages = "en en-GB de es sl" },
    ];

    [Theory]
    [InlineData("nova-2-phonecall", "en", "nova-2-phonecall/en nova-2/en nova-2-phonecall/")]
    [InlineData("nova-2-phonecall", "de", "nova-2/de nova-3/de nova-2-phonecall/")]
    [InlineData("nova-2-phonecall", "sl", "nova-3/sl nova-2-phonecall/")]
    [InlineData("nova-2-phonecall", "xx", "nova-2-phonecall/")]
    [InlineData("nova-2", "de-AT", "nova-2/de nova-3/de nova-2/")]
    [InlineData("of-my-own", "xx", "of-my-own/xx of-my-own/")]
    public void Of_WantedModelAndLanguage_AsksInThisOrder(string wanted, string language, string order) => Assert.Equal(
        order, string.Join(' ', AudioPlan.Of(Models, ServiceNames.Deepgram, wanted, language).Select(choice => $"{choice.Model}/{choice.Language}")));

    [Theory]
    [InlineData(null, "de", null)]
    [InlineData("nova-2-phonecall", "de", "nova-2-phonecall does not have the language de. Choose nova-2 or nova-3, which have it, or the configured model.")]
    [InlineData(null, "xx", "nova-2-phonecall does not have the language xx, nor has any other model of the catalog that hears. Choose another language, or add a model that has it to the catalog on the page Pricing.")]
    [InlineData("of-my-own", "xx", null)]
    public void Problem_IsToldWithTheWayOut(string? chosen, string language, string? problem) =>
        Assert.Equal(problem, AudioPlan.Problem(Models, ServiceNames.Deepgram, chosen, "nova-2-phonecall", language));
}

using Microsoft.EntityFrameworkCore;
using NetArchTest.Rules;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Architecture;

/// <summary>Arrows go one way. EF configurations are exempt: they tie the tables of several rooms together.</summary>
public sealed class ArrowTests
{
    private const string Voice = "VoiceOps.Voice.";

    [Theory]
    [InlineData("Conversation", "Providers Calls Credits Reporting")]
    [InlineData("Providers", "Calls Credits Reporting")]
    [InlineData("Calls", "Credits Reporting")]
    [InlineData("Metering", "Calls Conversation Providers Reporting")]
    [InlineData("Pricing", "Calls Conversation Providers Reporting")]
    [InlineData("Credits", "Calls Conversation Providers Reporting")]
    [InlineData("Personas", "Calls Conversation Providers Reporting")]
    [InlineData("Reporting", "Conversation Providers")]
    public void Room_OfVoice_KnowsNothingOf(string room, string others)
    {
        var offenders = Types.InAssembly(typeof(VoiceOpsContext).Assembly)
            .That().ResideInNamespaceMatching($"^{Voice.Replace(".", "\\.")}{room}(\\.|$)")
            .And().DoNotImplementInterface(typeof(IEntityTypeConfiguration<>))
            .Should().NotHaveDependencyOnAny([.. others.Split(' ').Select(other => Voice + other)])
            .GetResult().FailingTypeNames ?? [];

        Assert.Empty(offenders);
    }

    [Fact]
    public void Simulation_IsKnownToNoOtherRoom() => Assert.Empty(
        Types.InAssembly(typeof(VoiceOpsContext).Assembly).That().DoNotResideInNamespace(Voice + "Simulation")
            .Should().NotHaveDependencyOn(Voice + "Simulation").GetResult().FailingTypeNames ?? []);

    // Guards the guard: this arrow exists, and the rule must see it.
    [Fact]
    public void Rule_ArrowThatExists_IsSeen() => Assert.NotEmpty(
        Types.InAssembly(typeof(VoiceOpsContext).Assembly).That().ResideInNamespace(Voice + "Metering")
            .Should().NotHaveDependencyOn(Voice + "Pricing").GetResult().FailingTypeNames);

    [Fact]
    public void Voice_KnowsNoPage() => Assert.Empty(
        Types.InAssembly(typeof(VoiceOpsContext).Assembly).Should().NotHaveDependencyOn("VoiceOps.Web").GetResult().FailingTypeNames ?? []);

    // Names in texts and closures of generics escape the rules above; the reference itself does not.
    [Fact]
    public void Voice_ReferencesNoWebProject() =>
        Assert.DoesNotContain(typeof(VoiceOpsContext).Assembly.GetReferencedAssemblies(), reference => reference.Name is "VoiceOps.Web" or "MudBlazor");
}

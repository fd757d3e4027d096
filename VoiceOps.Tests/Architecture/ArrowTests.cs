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
    [InlineData("Conversation", "Providers Calls Credits Reporting Reconciliation")]
    [InlineData("Providers", "Calls Credits Reporting Reconciliation")]
    [InlineData("Calls", "Credits Reporting Reconciliation")]
    [InlineData("Metering", "Calls Conversation Providers Reporting Reconciliation")]
    [InlineData("Pricing", "Calls Conversation Providers Reporting")]
    [InlineData("Credits", "Calls Conversation Providers Reporting")]
    [InlineData("Personas", "Calls Conversation Providers Reporting")]
    [InlineData("Reporting", "Providers Reconciliation")]
    public void Room_OfVoice_KnowsNothingOf(string room, string others)
    {
        var offenders = Types.InAssembly(typeof(VoiceOpsContext).Assembly)
            .That().ResideInNamespaceMatching($"^{Voice.Replace(".", "\\.")}{room}(\\.|$)")
            .And().DoNotImplementInterface(typeof(IEntityTypeConfiguration<>))
            .Should().NotHaveDependencyOnAny([.. others.Split(' ').Select(other => Voice + other)])
            .GetResult().FailingTypeNames ?? [];

        Assert.Empty(offenders);
    }

    // The rows of turns are read like those of calls; how a conversation goes on is none of a report's business.
    [Fact]
    public void Reporting_KnowsOfConversationsOnlyTheirTurns()
    {
        string[] others = [.. typeof(VoiceOpsContext).Assembly.GetTypes()
            .Where(type => type.Namespace is { } name && name.StartsWith(Voice + "Conversation", StringComparison.Ordinal) && name != Voice + "Conversation.Turns")
            .Select(type => type.FullName!)];

        Assert.Empty(Types.InAssembly(typeof(VoiceOpsContext).Assembly).That().ResideInNamespace(Voice + "Reporting")
            .Should().NotHaveDependencyOnAny(others).GetResult().FailingTypeNames ?? []);
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

using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

/// <summary>Two designers, one persona: nothing that either of them wrote may vanish by itself.</summary>
public sealed class DesignMergeTests
{
    private readonly DesignForm _basis = new() { Name = "Nova", Greeting = "Hello.", Prompt = "Be warm.", Model = "a", Speed = "1" };

    [Fact]
    public void Result_DifferentFields_HasBoth()
    {
        var merge = new DesignMerge(_basis, _basis with { Greeting = "Hi." }, _basis with { Model = "b" });

        Assert.Empty(merge.Disputed);
        Assert.Equal(_basis with { Greeting = "Hi.", Model = "b" }, merge.Result());
    }

    [Fact]
    public void Result_DifferentParagraphsOfThePrompt_HasBoth()
    {
        var basis = _basis with { Prompt = "Who.\n\nTone.\n\nHours." };
        var merge = new DesignMerge(basis, basis with { Prompt = "Who now.\n\nTone.\n\nHours." }, basis with { Prompt = "Who.\n\nTone.\n\nNo hours." });

        Assert.Empty(merge.Disputed);
        Assert.Equal(["Prompt"], merge.Woven.Select(field => field.Label));
        Assert.Equal("Who now.\n\nTone.\n\nNo hours.", merge.Result().Prompt);
    }

    [Fact]
    public void Result_SameFieldInTwoWays_IsChosenByTheSecond()
    {
        var merge = new DesignMerge(_basis, _basis with { Prompt = "Mine.", Speed = "1.1" }, _basis with { Prompt = "Theirs.", Speed = "0.9" });

        Assert.Equal(["Prompt", "Speed"], merge.Disputed.Select(field => field.Label));
        Assert.Equal(("Mine.", "1.1"), (merge.Result().Prompt, merge.Result().Speed));
        merge.Choose(merge.Disputed[0], theirs: true);
        Assert.Equal(("Theirs.", "1.1"), (merge.Result().Prompt, merge.Result().Speed));
        merge.Choose(merge.Disputed[0], theirs: false);
        Assert.Equal("Mine.", merge.Result().Prompt);
    }

    [Fact]
    public void Result_WhatIsTypedWhileTheConflictIsLookedAt_IsKept()
    {
        var mine = _basis with { Greeting = "Hi." };
        var merge = new DesignMerge(_basis, mine, _basis with { Model = "b", Prompt = "Theirs." });

        (mine.Goodbye, mine.Prompt) = ("Bye.", "Mine.");

        Assert.Equal(["Prompt"], merge.Disputed.Select(field => field.Label));
        Assert.Equal(_basis with { Greeting = "Hi.", Model = "b", Goodbye = "Bye.", Prompt = "Mine." }, merge.Result());
    }

    [Fact]
    public void Result_SameFieldInTheSameWay_IsNoDispute()
    {
        var merge = new DesignMerge(_basis, _basis with { Greeting = "Hi." }, _basis with { Greeting = "Hi." });

        Assert.Empty(merge.Disputed);
        Assert.Equal("Hi.", merge.Result().Greeting);
    }
}

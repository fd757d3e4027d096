using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas;
using Xunit;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DesignFormTests
{
    private static readonly PersonaDesign Basis = new()
    {
        Name = "Nova",
        LlmModel = "gpt-oss-120b",
        SystemPrompt = "Be warm.\nBe short.",
        Greeting = "Hello.",
        Settings = new PersonaSettings { Temperature = 0.3m, MaxDuration = TimeSpan.FromMinutes(20) },
    };

    [Fact]
    public void ToDesign_UntouchedForm_IsTheDesignItCameFrom() =>
        Assert.True(DesignForm.Of(Basis).ToDesign(Basis).IsSameAs(Basis));

    [Fact]
    public void ToDesign_TypedFields_AreRead()
    {
        var form = DesignForm.Of(Basis);
        form.Temperature = "";
        form.MaxMinutes = "2.5";
        form.Pronunciations = "SQL = sequel\n\n Dr. = Doctor ";
        form.KeyTerms = " Halcyon \n\nMeridian";
        form.StillThereAfter = "7.5";
        form.ShortestPause = "250";

        var settings = form.ToDesign(Basis).Settings;

        Assert.Null(settings.Temperature);
        Assert.Equal(TimeSpan.FromSeconds(150), settings.MaxDuration);
        Assert.Equal(["SQL>sequel", "Dr.>Doctor"], settings.Pronunciations.Select(word => $"{word.Word}>{word.SayAs}"));
        Assert.Equal(["Halcyon", "Meridian"], settings.KeyTerms);
        Assert.Equal(TimeSpan.FromSeconds(7.5), settings.TurnTaking.StillThereAfter);
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.TurnTaking.MinEndpointingDelay);
    }

    [Fact]
    public void ToDesign_ANumberThatCannotBeRead_KeepsTheOneThatStood()
    {
        var form = DesignForm.Of(Basis);
        (form.MaxReplyTokens, form.Temperature, form.Speed) = ("many", "warm", "1,1");

        var settings = form.ToDesign(Basis).Settings;

        Assert.Equal((300, 0.3m, 1.0m), (settings.MaxReplyTokens, settings.Temperature!.Value, settings.Speech.Speed));
    }

    [Fact]
    public void ToDesign_ANumberBeyondAllBounds_KeepsTheOneThatStood()
    {
        var form = DesignForm.Of(Basis);
        (form.ShortestPause, form.StillThereAfter, form.MaxMinutes, form.MaxReplyTokens) =
            ("9999999999999999", "-9999999999999999", "9999999999999999", "2000000000");

        Assert.True(form.ToDesign(Basis).IsSameAs(Basis));
        Assert.Equal(["Longest reply", "Shortest pause", "Silence before asking", "Longest call"],
            DesignField.All.Where(field => !field.IsReadable(form)).Select(field => field.Label));
    }

    [Fact]
    public void Of_WindowsLineEndings_AreNoChange() =>
        Assert.Equal(DesignForm.Of(Basis), DesignForm.Of(Basis with { SystemPrompt = "Be warm.\r\nBe short." }));

    [Fact]
    public void Fields_AllOfTheForm_CanBeTakenOver()
    {
        var other = DesignForm.Of(Basis with
        {
            Name = "x",
            Greeting = "x",
            SystemPrompt = "x",
            LlmModel = "x",
            FallbackModel = "x",
            VoiceId = "x",
            Settings = new PersonaSettings
            {
                Temperature = 1,
                MaxReplyTokens = 1,
                ReasoningTokens = 1,
                TranscriptionModel = "x",
                SpeechModel = "x",
                Language = "x",
                Speech = new SpeechSettings { Stability = 1, SimilarityBoost = 1, Speed = 0.9m },
                Pronunciations = [new Pronunciation { Word = "x", SayAs = "y" }],
                KeyTerms = ["x"],
                TurnTaking = new TurnTakingSettings
                {
                    BargeIn = BargeInMode.Off,
                    BargeInWords = 9,
                    MinEndpointingDelay = TimeSpan.FromMilliseconds(1),
                    MaxEndpointingDelay = TimeSpan.FromMilliseconds(2),
                    FillerAfter = TimeSpan.FromSeconds(1),
                    Fillers = ["x"],
                    StillThereAfter = TimeSpan.FromSeconds(1),
                    StillThere = "x",
                    Goodbye = "x",
                    NoAnswer = "x",
                    Apology = "x",
                    StopWords = ["x"],
                    Backchannels = ["x"],
                },
                CanEndCall = true,
                MaxDuration = TimeSpan.FromMinutes(1),
            },
        });
        var form = DesignForm.Of(Basis);

        // Each field differs, so one that is missing from the list would be lost when two designers' work is brought together.
        Assert.All(DesignField.All, field => Assert.True(field.Differs(form, other), field.Label));
        foreach (var field in DesignField.All)
        {
            field.Take(form, other);
        }

        Assert.Equal(other, form);
    }
}

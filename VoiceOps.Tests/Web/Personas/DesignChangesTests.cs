using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Web.Personas;
using Xunit;
using static VoiceOps.Tests.Web.Personas.OpenedSheets;

namespace VoiceOps.Tests.Web.Personas;

public sealed class DesignChangesTests : PageTest
{
    private static readonly PersonaDesign Design = new() { Name = "Nova", LlmModel = "oss", SystemPrompt = "Be warm.", Greeting = "Hello." };

    private readonly DesignDesk _desk = new(Sheet(Design));

    [Fact]
    public async Task Save_AfterAnotherAssignedANumber_IsNoConflict()
    {
        var theirs = _desk.Sheet! with { Revision = 2, Numbers = ["+14155550199"] };
        List<int> asked = [];
        _desk.Form.Greeting = "Hi.";

        await Changes().DesignAsync(
            sheet =>
            {
                asked.Add(sheet.Revision);
                return Task.FromResult(sheet.Revision == 2
                    ? DesignResult.Done(Sheet(Design with { Greeting = "Hi." }, revision: 3))
                    : DesignResult.Overtaken(theirs));
            },
            _desk.Form with { }, _ => "Saved.");

        Assert.Equal([1, 2], asked);
        Assert.Null(_desk.Merge);
        Assert.Equal((3, false), (_desk.Sheet!.Revision, _desk.IsDirty));
    }

    // The second would be made on what the first one changes, and be told to the designer as another's change.
    [Fact]
    public async Task Save_PressedTwice_IsDoneOnce()
    {
        var stored = new TaskCompletionSource<DesignResult>();
        var asked = 0;
        var changes = Changes();

        var presses = Enumerable.Range(0, 2).Select(_ => changes.DesignAsync(
            _ =>
            {
                asked++;
                return stored.Task;
            },
            _desk.Form with { }, _ => "Saved.")).ToList();
        stored.SetResult(DesignResult.Done(Sheet(Design, revision: 2)));
        await Task.WhenAll(presses);

        Assert.Equal((1, 2), (asked, _desk.Sheet!.Revision));
    }

    [Theory]
    [InlineData(nameof(PersonaDesign.Name), nameof(DesignForm.Name))]
    [InlineData(nameof(PersonaDesign.FallbackModel), nameof(DesignForm.Fallback))]
    public async Task Refusal_StandsAtItsFieldUntilThatChanges(string refused, string field)
    {
        (_desk.Form.Name, _desk.Form.Fallback) = ("Atlas", "gone");
        var models = new[] { "oss", "gone" }.Select(id => new VoiceOps.Voice.Personas.CatalogModel { Id = id, Provider = "cerebras", DisplayName = id });
        var facts = new DesignFacts { Models = models.ToDictionary(model => model.Id) };

        await Changes().DesignAsync(_ => Task.FromResult(DesignResult.Refused("Taken.", refused)), _desk.Form with { }, _ => "Saved.");
        _desk.Check(facts);
        _desk.Form.Greeting = "Hi.";
        _desk.Check(facts);
        Assert.Equal("Taken.", _desk.Problems.Error(field));

        (_desk.Form.Name, _desk.Form.Fallback) = ("Atlas 2", "");
        _desk.Check(facts);
        Assert.Null(_desk.Problems.Error(field));
    }

    [Fact]
    public async Task Copy_ThatFails_IsToldAndBreaksNothing()
    {
        Assert.Null(await Changes().CopyAsync(() => throw new InvalidOperationException("The disk is full.")));
        Assert.Null(await Changes().CopyAsync(() => Task.FromResult(DesignResult.Refused("This persona does not exist any more."))));

        Assert.Equal(
            ["It could not be saved: The disk is full. What you typed is still here.", "This persona does not exist any more."],
            Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(bar => bar.Message));
    }

    private DesignChanges Changes() => new(
        _desk, Services.GetRequiredService<IDialogService>(), Services.GetRequiredService<ISnackbar>(), new CommitSignal(), NullLogger<DesignerPage>.Instance);
}

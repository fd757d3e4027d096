using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using VoiceOps.Voice.Calls.Testing;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Personas.Sums;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>One persona to be designed: the form, what it would cost, its numbers and its history.</summary>
public sealed partial class DesignerPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private DesignerView _view = DesignerView.Design;
    private DesignDesk? _desk;
    private DesignChanges? _changes;
    private DesignReckoning? _reckoning;
    private long? _opened;
    private bool _wasOpened;
    private bool _missing;
    private int _typed;
    private string? _problem;
    private string? _numberProblem;
    private KeptWork? _kept;

    [Parameter]
    public long? Id { get; set; }

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [Inject]
    private PersonaSheets Sheets { get; set; } = null!;

    [Inject]
    private PersonaDesigner Designer { get; set; } = null!;

    [Inject]
    private PersonaRoster Roster { get; set; } = null!;

    [Inject]
    private PersonaQueries Queries { get; set; } = null!;

    [Inject]
    private DesignerName Name { get; set; } = null!;

    [Inject]
    private ModelListWatch ModelLists { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private AudioModels Audio { get; set; } = null!;

    [Inject]
    private VoiceLibrary Voices { get; set; } = null!;

    [Inject]
    private CommitSignal Commits { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<DesignerPage> Logger { get; set; } = null!;

    private string Title => _desk is null ? "Persona" : _desk.Form.Name.Trim() is { Length: > 0 } name ? name : "New persona";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _view = DesignerView.Of(View);
        // Prerendered, the page is its own skeleton.
        if (RendererInfo.IsInteractive && (!_wasOpened || _opened != Id))
        {
            await OpenAsync();
        }
    }

    private async Task OpenAsync()
    {
        var opened = Id;
        (_wasOpened, _opened, _missing, _problem) = (true, opened, false, null);
        try
        {
            var closed = _closed.Token;
            var sheet = opened is { } id ? await Sheets.FindAsync(id, closed) : null;
            await Name.ReadAsync();
            var facts = DesignFacts.None with
            {
                Models = await Queries.ModelsAsync(closed),
                AudioModels = await Audio.ReadAsync(closed),
                ConfiguredAudio = new[] { ServiceNames.Deepgram, ServiceNames.ElevenLabs }.ToDictionary(provider => provider, Audio.ConfiguredFor),
                AsOf = Time.GetUtcNow().UtcDateTime,
                ModelFaults = ModelLists.States.Where(list => list.Fault is not null).ToDictionary(list => list.Provider, list => list.Fault!),
            };
            var reckoning = new DesignReckoning(await Queries.EstimateBasisAsync(opened, closed), facts);
            if (opened != _opened)
            {
                // Another one was opened meanwhile, and is on its way.
                return;
            }

            if (opened is not null && sheet is null)
            {
                (_missing, _desk) = (true, null);
                return;
            }

            _reckoning = reckoning;
            _desk = sheet is null ? new DesignDesk(Starter.Design(facts.Models.Values)) : new DesignDesk(sheet);
            _changes = new DesignChanges(_desk, Dialogs, Snackbar, Commits, Logger);
            await _reckoning.CountAsync(_desk);
            StateHasChanged();
            _reckoning.Know(_reckoning.Facts with { Voices = await Voices.ReadAsync(closed) });
            _reckoning.Work(_desk);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.PersonaNotRead(exception, Id);
            (_problem, _wasOpened) = (exception.Message, false);
        }
    }

    private async Task ChangedAsync()
    {
        // Rates and checks at once; tokens are counted when the typing pauses.
        _reckoning!.Work(_desk!);
        var typed = ++_typed;
        await Task.Delay(TimeSpan.FromMilliseconds(300), _closed.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (typed == _typed && !_closed.IsCancellationRequested)
        {
            await _reckoning.CountAsync(_desk!);
        }
    }

    private async Task SaveAsync()
    {
        var sent = _desk!.Form with { };
        if (_desk.Sheet is null)
        {
            await CreateAsync(sent, publish: null);
            return;
        }

        await DesignAsync(sheet => Designer.SaveAsync(sheet.PersonaId, sheet.Revision, _desk.Design, Name.Value, _desk.IsBeside, _closed.Token), sent,
            saved => $"Saved as a draft: version {saved.Draft!.Number}. Calls still get "
                + $"{(saved is { ArchivedAt: null, Published: { } published } ? $"version {published.Number}" : "the default persona")}.");
    }

    private async Task PublishAsync(string note)
    {
        var sent = _desk!.Form with { };
        if (_desk.Sheet is null)
        {
            await CreateAsync(sent, note);
            return;
        }

        await DesignAsync(sheet => Designer.PublishAsync(sheet.PersonaId, sheet.Revision, _desk.Design, Name.Value, note, _desk.IsBeside, _closed.Token), sent,
            Published);
    }

    private async Task CreateAsync(DesignForm sent, string? publish)
    {
        await CountAfterAsync(_changes!.CreateAsync(() => Designer.CreateAsync(_desk!.Design, Name.Value, _closed.Token), sent, _ => "Saved as a draft."));
        if (_desk!.Sheet is not { } sheet)
        {
            return;
        }

        if (publish is not null)
        {
            await DesignAsync(created =>
                Designer.PublishAsync(created.PersonaId, created.Revision, _desk.Design, Name.Value, publish, beside: false, _closed.Token), sent, Published);
        }

        // It is open already, under its new address.
        _opened = sheet.PersonaId;
        Navigation.NavigateTo($"/personas/{sheet.PersonaId}", replace: true);
    }

    private Task DesignAsync(Func<PersonaSheet, Task<DesignResult>> change, DesignForm sent, Func<PersonaSheet, string> words) =>
        CountAfterAsync(_changes!.DesignAsync(change, sent, words));

    /// <summary>What is typed at this moment; as a version when nothing of it is unsaved.</summary>
    private TestedDesign Tested() => new()
    {
        Design = _desk!.Design,
        PersonaId = _desk.Sheet?.PersonaId,
        VersionId = _desk.IsDirty ? null : _desk.Sheet?.Current.Id,
    };

    private Task DiscardAsync() => CountAfterAsync(_changes!.AskedAsync(
        "Discard the draft?",
        "The version on the line is worked on from there. The draft stays in the history."
            + (_desk!.IsDirty ? " What you changed since it was saved is lost: save it first to keep it there too." : ""),
        "Discard draft",
        sheet => Designer.DiscardAsync(sheet.PersonaId, sheet.Revision, _closed.Token), _ => "The draft is set aside.", reopen: true));

    private async Task RollBackAsync(PersonaVersion version)
    {
        if (await _reckoning!.PromptProblemAsync(version) is { } problem)
        {
            Snackbar.Add($"Version {version.Number} cannot go on the line. {problem}", Severity.Error);
            return;
        }

        await CountAfterAsync(_changes!.AskedAsync(
            $"Put version {version.Number} back on the line?",
            "It is published again as a new version; the next call is answered with it. A draft stays as it is.", "Put back",
            sheet => Designer.RollBackAsync(sheet.PersonaId, sheet.Revision, version.Id, Name.Value, note: null, _closed.Token),
            Published, reopen: !_desk!.IsDirty));
    }

    private Task ArchiveAsync() => _changes!.AskedAsync(
        "Archive this persona?", "It answers no more calls; its numbers go to the default persona. Its calls, versions and figures "
            + "stay, and it can be restored.", "Archive",
        sheet => Roster.ArchiveAsync(sheet.PersonaId, sheet.Revision, _closed.Token), _ => "Archived.");

    private Task RestoreAsync() => _changes!.SheetOrTellAsync(
        sheet => Roster.RestoreAsync(sheet.PersonaId, sheet.Revision, _closed.Token), _ => "Restored. Assign it a number to have it answer calls.");

    private Task MakeDefaultAsync() => _changes!.SheetOrTellAsync(
        sheet => Roster.MakeDefaultAsync(sheet.PersonaId, sheet.Revision, _closed.Token),
        _ => "From now on it answers every number that is assigned to nobody.");

    private async Task AssignAsync(string number) =>
        _numberProblem = await _changes!.SheetAsync(sheet => Roster.AssignAsync(sheet.PersonaId, sheet.Revision, number, _closed.Token), _ => "Assigned.");

    private Task ReleaseAsync(string number) => _changes!.AskedAsync(
        $"Take {number} off the line?", "Calls to it reach the default persona from the next one on.", "Take it away",
        sheet => Roster.ReleaseAsync(sheet.PersonaId, sheet.Revision, number, _closed.Token), _ => $"{number} reaches the default persona now.");

    private async Task DuplicateAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(
                "Duplicate this persona?", "A new persona with the same design, as a draft that answers nothing yet."
                    + (_desk!.IsDirty ? " What you changed and have not saved is not in it." : ""), yesText: "Duplicate", cancelText: "Cancel") == true
            && await _changes!.CopyAsync(() => Roster.DuplicateAsync(_desk!.Sheet!.PersonaId, Name.Value, _closed.Token)) is { } copy)
        {
            Navigation.NavigateTo($"/personas/{copy.PersonaId}");
        }
    }

    private Task BringTogetherAsync() => GoOnAsync(_desk!.BringTogether);

    private Task TakeTheirsAsync() => GoOnAsync(_desk!.TakeTheirs);

    private Task GoOnAsync(Action from)
    {
        from();
        return _reckoning!.CountAsync(_desk!);
    }

    private async Task CountAfterAsync(Task change)
    {
        await change;
        await _reckoning!.CountAsync(_desk!);
    }

    private static string Published(PersonaSheet sheet) => $"Version {sheet.Published!.Number} is on the line: the next call is answered with it.";

    private string Kept => $"voiceops.kept.persona.{Id?.ToString(CultureInfo.InvariantCulture) ?? "new"}";

    private string Address(DesignerView view) => $"/personas/{Id}{(view.Key.Length > 0 ? $"?view={view.Key}" : "")}";

    private async Task AskBeforeLeavingAsync(LocationChangingContext leaving)
    {
        var stays = new Uri(new Uri(Navigation.BaseUri), leaving.TargetLocation).AbsolutePath == new Uri(Navigation.Uri).AbsolutePath;
        if (_desk?.IsDirty != true || stays)
        {
            return;
        }

        var saves = await Dialogs.ShowMessageBoxAsync(
            "Leave without saving?", "What you changed is not saved yet.", yesText: _desk.CanSave ? "Save and leave" : "Stay", noText: "Leave",
            cancelText: _desk.CanSave ? "Stay" : null);
        if (saves == true && _desk.CanSave)
        {
            await SaveAsync();
        }
        else if (saves == false)
        {
            await _kept!.DropAsync();
            return;
        }

        if (saves is null || _desk.IsDirty)
        {
            leaving.PreventNavigation();
        }
    }
}

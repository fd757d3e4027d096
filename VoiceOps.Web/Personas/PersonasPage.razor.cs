using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Personas.Versions;
using VoiceOps.Voice.Providers.ElevenLabs;
using VoiceOps.Web.Personas.Sums;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Personas;

/// <summary>All personas with what they cost and earn.</summary>
public sealed partial class PersonasPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly List<string> _sought = [];
    private PersonaListAddress _address = new("", "", "");
    private string _typed = "";
    private string? _notice;
    private string? _problem;
    private PersonaList? _list;
    private IReadOnlyList<ListedVoice> _voices = [];
    private bool _isBusy;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [Inject]
    private PersonaQueries Queries { get; set; } = null!;

    [Inject]
    private PersonaRoster Roster { get; set; } = null!;

    [Inject]
    private VoiceLibrary Voices { get; set; } = null!;

    [Inject]
    private DesignerName Name { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<PersonasPage> Logger { get; set; } = null!;

    private string Range => _list is null ? "" : $"{Figures.Day(_list.Range.FirstDay)} – {Figures.Day(_list.Range.LastDay)}";

    private IReadOnlyList<PersonaLine> Shown => [.. Sorted((_list?.Lines ?? []).Where(IsShown))];

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var before = _address.Search;
        (_address, _notice) = PersonaListAddress.Read(Search, State, Sort);
        // The address comes back from the browser a round trip later, when more may be typed already.
        if (_address.Search != before && !_sought.Remove(_address.Search))
        {
            _typed = _address.Search;
        }

        // Prerendered, the page is its own skeleton.
        if (RendererInfo.IsInteractive && _list is null)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var closed = _closed.Token;
            (_list, _problem) = (await Queries.ListAsync(closed), null);
            StateHasChanged();
            _voices = (await Voices.ReadAsync(closed)).Voices ?? [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.PersonasNotRead(exception);
            _problem = exception.Message;
        }
    }

    private bool IsShown(PersonaLine line) =>
        (line.Name.Contains(_address.Search, StringComparison.OrdinalIgnoreCase)
            || line.Model.DisplayName.Contains(_address.Search, StringComparison.OrdinalIgnoreCase)
            || line.Numbers.Any(number => number.Contains(_address.Search, StringComparison.Ordinal)))
        && _address.State switch
        {
            PersonaListAddress.Everyone => true,
            PersonaListAddress.Archived => line.ArchivedAt is not null,
            PersonaListAddress.Drafts => line.ArchivedAt is null && line.HasDraft,
            _ => line.ArchivedAt is null,
        };

    private IEnumerable<PersonaLine> Sorted(IEnumerable<PersonaLine> lines) => _address.Sort switch
    {
        "calls" => lines.OrderByDescending(line => line.Figures.Calls),
        "cost" => lines.OrderByDescending(line => line.Figures.CostPerMinute),
        "margin" => lines.OrderByDescending(line => line.Figures.MarginPerMinute),
        "latency" => lines.OrderByDescending(line => line.Figures.MedianLatencyMilliseconds),
        _ => lines.OrderBy(line => line.Name, StringComparer.InvariantCultureIgnoreCase),
    };

    private string VoiceName(PersonaLine line) => line.VoiceId is not { } id ? "default"
        : _voices.FirstOrDefault(voice => voice.Id == id)?.Name ?? Figures.Shorten(id, 12);

    private void Seek(string words)
    {
        _typed = words;
        if (words.Trim() is var sought && sought != _address.Search)
        {
            _sought.Add(sought);
            Navigation.NavigateTo((_address with { Search = sought }).Href, replace: true);
        }
    }

    private async Task DuplicateAsync(PersonaLine line)
    {
        await Name.ReadAsync();
        if (await TryAsync(() => Roster.DuplicateAsync(line.PersonaId, Name.Value, _closed.Token)) is { } copy)
        {
            Navigation.NavigateTo($"/personas/{copy.PersonaId}");
        }
    }

    private async Task ArchiveAsync(PersonaLine line)
    {
        if (await Dialogs.ShowMessageBoxAsync(
            $"Archive {line.Name}?", "It answers no more calls; its numbers go to the default persona. Its calls, versions and figures "
                + "stay, and it can be restored.",
            yesText: "Archive", cancelText: "Cancel") == true
            && await TryAsync(() => Roster.ArchiveAsync(line.PersonaId, line.Revision, _closed.Token)) is not null)
        {
            Snackbar.Add($"{line.Name} is archived.", Severity.Success);
        }
    }

    private async Task RestoreAsync(PersonaLine line)
    {
        if (await TryAsync(() => Roster.RestoreAsync(line.PersonaId, line.Revision, _closed.Token)) is not null)
        {
            Snackbar.Add($"{line.Name} is back. Assign it a number to have it answer calls.", Severity.Success);
        }
    }

    private async Task<PersonaSheet?> TryAsync(Func<Task<DesignResult>> change)
    {
        if (_isBusy)
        {
            // Pressed twice: the second would be a second copy, or be told as somebody else's change.
            return null;
        }

        _isBusy = true;
        try
        {
            var result = await change();
            if (result.Saved is null)
            {
                Snackbar.Add(result.Problem ?? "Somebody has just changed it. Here it is as it stands now; try again.", Severity.Warning);
            }

            await LoadAsync();
            return result.Saved;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.PersonaNotSaved(exception, null);
            Snackbar.Add($"It could not be done: {exception.Message}", Severity.Error);
            return null;
        }
        finally
        {
            _isBusy = false;
        }
    }
}

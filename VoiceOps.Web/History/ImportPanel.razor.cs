using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using VoiceOps.Voice.History;
using VoiceOps.Voice.History.Import;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.History;

/// <summary>Chosen files are tried at once; what would happen is seen before it does.</summary>
public sealed partial class ImportPanel : IDisposable
{
    private const int MostFiles = 20;
    private const long MostBytes = 128 * 1024 * 1024;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<ImportFile> _files = [];
    private string _names = "";
    private OtherNames _map = OtherNames.None;
    private ImportReport? _report;
    private string? _problem;
    private string? _doing;
    private bool _isBusy;
    private ImportProgress? _step;

    [Inject]
    private Importer Importer { get; set; } = null!;

    [Inject]
    private BackfillHost Backfill { get; set; } = null!;

    [Inject]
    private ILogger<ImportPanel> Logger { get; set; } = null!;

    private string Word => StepWord ?? _doing ?? _report switch
    {
        null => "Nothing is written before you have seen what it would be.",
        { ProblemCount: > 0 } => $"{Figures.Count(_report.ProblemCount)} {(_report.ProblemCount == 1 ? "problem" : "problems")}: nothing can be imported.",
        { IsDryRun: true } => $"{_files.Count} {(_files.Count == 1 ? "file" : "files")} read: this is what an import would do.",
        _ => "Imported. The backfill runs by itself.",
    };

    private string? StepWord => _step switch
    {
        { Step: ImportStep.Staging } => $"Preparing: {Figures.Count(_step.Done)} of {Figures.Count(_step.Of)} rows. Nothing of it is visible yet.",
        { Step: ImportStep.Publishing, GaveWay: 0 } => "Making it visible, all at once.",
        { Step: ImportStep.Publishing } => $"Making it visible, all at once. Calls go first: it has begun anew {Figures.Count(_step.GaveWay)} "
            + $"{(_step.GaveWay == 1 ? "time" : "times")}.",
        _ => null,
    };

    private string Width => _step is { Of: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100m, 100m * _step.Done / _step.Of):0.#}%") : "0";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private Task ChooseAsync(InputFileChangeEventArgs chosen) => DoAsync("Reading the files.", async () =>
    {
        (_files, _report) = ([], null);
        if (chosen.FileCount > MostFiles)
        {
            _problem = $"{MostFiles} files at most.";
            return;
        }

        _files = await ReadAsync(chosen.GetMultipleFiles(MostFiles));
        await TryAsync();
    });

    /// <summary>Other column names give other rows, so the chosen files are tried again.</summary>
    private Task NameAsync(ChangeEventArgs change) => DoAsync("Reading the files.", () =>
    {
        (_names, _report) = (change.Value as string ?? "", null);
        return TryAsync();
    });

    private async Task TryAsync()
    {
        var pairs = _names.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (OtherNames.Parse(pairs, out var problems) is not { } map)
        {
            _problem = string.Join(" ", problems);
            return;
        }

        _map = map;
        _report = _files.Count == 0 ? null : await Task.Run(() => Importer.TryAsync(_files, map, _gone.Token));
    }

    private Task ImportAsync() => DoAsync("Importing.", async () =>
    {
        var progress = new Progress<ImportProgress>(step => _ = InvokeAsync(() => Show(step)));
        _report = await Task.Run(() => Importer.ImportAsync(_files, _map, progress, _gone.Token));
        if (_report.IsWritten)
        {
            Backfill.Ask();
        }
    });

    private void Show(ImportProgress step)
    {
        // A report that was on its way when the work ended.
        if (_isBusy)
        {
            _step = step;
            StateHasChanged();
        }
    }

    private async Task<IReadOnlyList<ImportFile>> ReadAsync(IReadOnlyList<IBrowserFile> chosen)
    {
        var files = new List<ImportFile>();
        foreach (var file in chosen)
        {
            await using var stream = file.OpenReadStream(MostBytes, _gone.Token);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, _gone.Token);
            files.Add(new ImportFile(file.Name, content.ToArray()));
        }

        return files;
    }

    private async Task DoAsync(string doing, Func<Task> work)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _doing, _problem) = (true, doing, null);
        StateHasChanged();
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more. What was being written is taken back.
        }
        catch (Exception exception)
        {
            Logger.ImportFailed(exception);
            _problem = exception.Message;
        }
        finally
        {
            (_isBusy, _doing, _step) = (false, null, null);
        }
    }
}

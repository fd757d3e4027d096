using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.History;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.History;

/// <summary>What the backfill would write, what it is writing and what it has written.</summary>
public sealed partial class BackfillPanel : IDisposable
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly CancellationTokenSource _gone = new();
    private BackfillProgress _progress = BackfillProgress.None;
    private BackfillPreview? _preview;
    private IDisposable? _subscription;
    private string? _problem;

    [Inject]
    private BackfillQueries Queries { get; set; } = null!;

    [Inject]
    private BackfillHost Host { get; set; } = null!;

    [Inject]
    private BackfillFeed Feed { get; set; } = null!;

    [Inject]
    private ILogger<BackfillPanel> Logger { get; set; } = null!;

    private bool IsRunning => _progress.Phase == BackfillPhase.Running;

    private string Width => string.Create(Culture, $"{Math.Min(100m, 100m * _progress.Done / _progress.Calls):0.#}%");

    private string Word => _progress.Phase switch
    {
        BackfillPhase.NotRun => "It has not run since the program started.",
        BackfillPhase.Running => $"Writing: {Figures.Count(_progress.Done)} of {Figures.Count(_progress.Calls)} calls.",
        BackfillPhase.Done => $"Last run {Figures.Moment(_progress.StartedAt!.Value)}: {Figures.Count(_progress.RowsWritten)} rows, "
            + $"{Figures.Dollars(_progress.Cost)}, in {Seconds}.",
        _ => $"Last run {Figures.Moment(_progress.StartedAt!.Value)}: stopped after {Figures.Count(_progress.RowsWritten)} rows.",
    };

    private string Seconds => string.Create(Culture, $"{_progress.Took.TotalSeconds:0.0} s");

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
            _subscription = _gone.IsCancellationRequested ? null : Feed.Subscribe(InvokeAsync, OnProgressAsync);
        }
    }

    private async Task OnProgressAsync(BackfillProgress progress)
    {
        var hasEnded = progress.Phase != BackfillPhase.Running && progress != _progress;
        _progress = progress;
        if (hasEnded)
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private void Run() => Host.Ask();

    private async Task LoadAsync()
    {
        _problem = null;
        try
        {
            _preview = await Queries.ReadAsync(_gone.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            Logger.HistoryNotRead(exception);
            (_preview, _problem) = (null, exception.Message);
        }
    }
}

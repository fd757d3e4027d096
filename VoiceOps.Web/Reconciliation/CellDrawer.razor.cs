using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>One service's day and the calls behind it.</summary>
public sealed partial class CellDrawer : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CellCalls? _calls;
    private DateTime? _version;
    private bool _isAsked;
    private string? _problem;

    [Parameter, EditorRequired]
    public string Service { get; set; } = "";

    [Parameter, EditorRequired]
    public DateOnly Day { get; set; }

    /// <summary>Null while the page is loading, and for a day that it does not show.</summary>
    [Parameter]
    public ReconciliationCell? Cell { get; set; }

    /// <summary>Another one means that the providers were asked: the calls are read again.</summary>
    [Parameter]
    public DateTime? Version { get; set; }

    [Parameter, EditorRequired]
    public string CloseHref { get; set; } = "";

    [Inject]
    private CellCallQueries Queries { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<CellDrawer> Logger { get; set; } = null!;

    private bool HasPrices => CellWords.HasCallPrices(Service);

    private string Priced => HasPrices ? $", of which the provider priced {Figures.Count(_calls!.BilledCount)}"
        : Cell?.IsReported == false ? "; the provider prices days, not calls"
        : "";

    private string Shown => _calls!.Count == _calls.Calls.Count ? ""
        : $"; the {Figures.Count(_calls.Calls.Count)} that {(HasPrices || Cell?.IsReported != false ? "differ" : "cost")} most";

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && (_version != Version || !_isAsked))
        {
            (_version, _isAsked) = (Version, true);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _problem = null;
        var version = _version;
        try
        {
            var calls = await Queries.ReadAsync(Service, Day, _closed.Token);
            // A later version has its own calls on the way.
            _calls = version == _version ? calls : _calls;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(CellDrawer));
            _problem = version == _version ? exception.Message : _problem;
        }
    }

    private void Close() => Navigation.NavigateTo(CloseHref);
}

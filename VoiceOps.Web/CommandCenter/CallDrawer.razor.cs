using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Calls;

namespace VoiceOps.Web.CommandCenter;

/// <summary>One call and every row behind its figures.</summary>
public sealed partial class CallDrawer : IDisposable
{
    private IDisposable? _subscription;
    private long? _watched;
    private CallLedger? _ledger;
    private string? _problem;
    private bool _missing;

    [Parameter, EditorRequired]
    public long CallId { get; set; }

    /// <summary>What is shown stays as it is.</summary>
    [Parameter]
    public bool Paused { get; set; }

    [Parameter, EditorRequired]
    public string CloseHref { get; set; } = "";

    [Inject]
    private CallFeed Feed { get; set; } = null!;

    private CallOutcome Outcome => CallOutcome.Of(_ledger!.Call.Status, _ledger.Call.EndedReason);

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != CallId)
        {
            (_ledger, _missing) = (null, false);
            Watch();
        }
    }

    private void Watch()
    {
        _subscription?.Dispose();
        (_watched, _problem) = (CallId, null);
        _subscription = Feed.Subscribe(CallId, InvokeAsync, Show, Fail);
    }

    private void Show(CallReading reading)
    {
        _problem = null;
        if (!Paused || _ledger is null)
        {
            (_ledger, _missing) = (reading.Ledger, reading.Ledger is null);
        }

        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private void Close() => Navigation.NavigateTo(CloseHref);
}

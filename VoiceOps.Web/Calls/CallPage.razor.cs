using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Calls;

/// <summary>One call: what was said and heard, how long the caller waited, and every row behind its figures. It grows while the call is on.</summary>
public sealed partial class CallPage : IDisposable
{
    private IDisposable? _subscription;
    private long? _watched;
    private CallLedger? _ledger;
    private DateTime? _asOf;
    private string? _problem;
    private bool _missing;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private CallFeed Feed { get; set; } = null!;

    private CallOutcome Outcome => CallOutcome.Of(_ledger!.Call.Status, _ledger.Call.EndedReason);

    private bool IsOn => _ledger is { Call: { StartedAt: not null, EndedAt: null } };

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != Id)
        {
            (_ledger, _missing, _asOf) = (null, false, null);
            Watch();
        }
    }

    private void Watch()
    {
        _subscription?.Dispose();
        (_watched, _problem) = (Id, null);
        _subscription = Feed.Subscribe(Id, InvokeAsync, Show, Fail);
    }

    private void Show(CallReading reading)
    {
        (_ledger, _missing, _asOf, _problem) = (reading.Ledger, reading.Ledger is null, reading.AsOf, null);
        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }
}

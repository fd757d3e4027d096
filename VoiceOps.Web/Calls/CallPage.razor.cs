using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Calls;

/// <summary>One call: what was said and heard, how long the caller waited, and every row behind its figures. It grows while the call is on.</summary>
public sealed partial class CallPage : IDisposable
{
    private static readonly TimeSpan WhileOn = TimeSpan.FromMilliseconds(250);

    // A call that is over still gets Twilio's length and the providers' own figures.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(2);

    private IDisposable? _following;
    private long? _watched;
    private CallLedger? _ledger;
    private DateTime? _asOf;
    private string? _problem;
    private bool _missing;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private CallQueries Queries { get; set; } = null!;

    [Inject]
    private CommitFollower Commits { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private CallOutcome Outcome => CallOutcome.Of(_ledger!.Call.Status, _ledger.Call.EndedReason);

    private bool IsOn => _ledger is { Call: { StartedAt: not null, EndedAt: null } };

    public void Dispose() => _following?.Dispose();

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
        _following?.Dispose();
        (_watched, _problem) = (Id, null);
        _following = Commits.Follow(() => _ledger is { Call.EndedAt: not null } ? Afterwards : WhileOn, ReadAsync, FailAsync);
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        var id = Id;
        var ledger = await Queries.FindAsync(id, stopping);
        await InvokeAsync(() =>
        {
            if (!stopping.IsCancellationRequested && id == Id)
            {
                (_ledger, _missing, _asOf, _problem) = (ledger, ledger is null, Clock.Now, null);
                StateHasChanged();
            }
        });
    }

    private Task FailAsync(Exception exception) => InvokeAsync(() =>
    {
        _problem = exception.Message;
        StateHasChanged();
    });
}

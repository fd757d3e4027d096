using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

/// <summary>One call and every row behind its figures.</summary>
public sealed partial class CallDrawer : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CallLedger? _ledger;
    private DateTime? _version;
    private string? _problem;
    private bool _missing;
    private bool _loading;

    [Parameter, EditorRequired]
    public long CallId { get; set; }

    /// <summary>Another one means that something was committed: a call that is on is read again.</summary>
    [Parameter]
    public DateTime? Version { get; set; }

    [Parameter, EditorRequired]
    public string CloseHref { get; set; } = "";

    [Inject]
    private CallQueries Calls { get; set; } = null!;

    [Inject]
    private ILogger<CallDrawer> Logger { get; set; } = null!;

    private CallOutcome Outcome => CallOutcome.Of(_ledger!.Call.Status, _ledger.Call.EndedReason);

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || _loading || (_version == Version && _ledger is not null))
        {
            return;
        }

        do
        {
            _version = Version;
            if (_ledger is not { Call.EndedAt: not null })
            {
                await LoadAsync();
            }
        }
        while (_version != Version);
    }

    private async Task LoadAsync()
    {
        (_loading, _problem) = (true, null);
        try
        {
            _ledger = await Calls.FindAsync(CallId, _closed.Token);
            _missing = _ledger is null;
        }
        catch (OperationCanceledException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.CallNotRead(exception, CallId);
            _problem = exception.Message;
        }
        finally
        {
            _loading = false;
        }
    }

    private void Close() => Navigation.NavigateTo(CloseHref);
}

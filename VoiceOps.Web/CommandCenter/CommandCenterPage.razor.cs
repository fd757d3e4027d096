using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Voice.Calls.Journal;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.CommandCenter;

/// <summary>The first page: one snapshot for all its panels, live.</summary>
public sealed partial class CommandCenterPage : IDisposable
{
    private readonly List<string> _notices = [];
    private PageAddress _address = new(RangeRequest.Default);
    private IDisposable? _subscription;
    private IDisposable? _statusSubscription;
    private RangeRequest? _watched;
    private CommandCenterSnapshot? _snapshot;
    private CommandCenterSnapshot? _held;
    private StatusReport? _status;
    private string? _problem;
    private bool _paused;
    private int _heldCount;

    [SupplyParameterFromQuery]
    private string? Range { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? Service { get; set; }

    [SupplyParameterFromQuery]
    private string? Call { get; set; }

    [Inject]
    private CommandCenterFeed Feed { get; set; } = null!;

    [Inject]
    private StatusFeed StatusFeed { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    /// <summary>The figures of the range before are still on screen, dimmed.</summary>
    private bool IsOutdated => _snapshot is not null && _snapshot.Range.Request != _address.Range;

    public void Dispose()
    {
        _subscription?.Dispose();
        _statusSubscription?.Dispose();
    }

    protected override void OnParametersSet()
    {
        ReadAddress();
        // Prerendered, the page is its own skeleton: only the live one watches, so nothing is read twice.
        if (RendererInfo.IsInteractive && _watched != _address.Range)
        {
            Watch();
            _statusSubscription ??= StatusFeed.Subscribe(InvokeAsync, report =>
            {
                _status = report;
                StateHasChanged();
            });
        }
    }

    private void ReadAddress()
    {
        _notices.Clear();
        var range = RangeAddress.Parse(Range, From, To, Clock.Today);
        if (range.Notice is not null)
        {
            _notices.Add(range.Notice);
        }

        var service = string.IsNullOrWhiteSpace(Service) ? null : Service.Trim().ToLowerInvariant();
        if (service is not null && !ServiceNames.All.Contains(service))
        {
            _notices.Add("The address names a service that does not exist; all are shown.");
            service = null;
        }

        long? callId = long.TryParse(Call, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        if (callId is null && !string.IsNullOrWhiteSpace(Call))
        {
            _notices.Add("The address names a call that cannot exist; calls have whole numbers.");
        }

        _address = new PageAddress(range.Request, service, callId);
    }

    private void Watch()
    {
        _subscription?.Dispose();
        _watched = _address.Range;
        (_held, _heldCount, _paused) = (null, 0, false);
        _subscription = Feed.Subscribe(_address.Range, InvokeAsync, OnSnapshot, OnProblem);
    }

    private void Retry()
    {
        _problem = null;
        Watch();
    }

    private void OnSnapshot(CommandCenterSnapshot snapshot)
    {
        _problem = null;
        if (_paused)
        {
            (_held, _heldCount) = (snapshot, _heldCount + 1);
        }
        else
        {
            _snapshot = snapshot;
        }

        StateHasChanged();
    }

    private void OnProblem(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private void TogglePause()
    {
        _paused = !_paused;
        if (!_paused)
        {
            _snapshot = _held ?? _snapshot;
            (_held, _heldCount) = (null, 0);
        }
    }
}

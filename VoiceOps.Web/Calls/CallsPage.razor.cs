using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls.CallLog;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Calls;

/// <summary>The call log: a page of it, the sums of all that matches, and the filters, all of it in the address.</summary>
public sealed partial class CallsPage : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private CallsAddress _address = new(CallLogFilter.Default);
    private IReadOnlyList<string> _notices = [];
    private IDisposable? _following;
    private CallsAddress? _watched;
    private CallsAddress? _shown;
    private CallLogChoices? _choices;
    private CallLogPage? _page;
    private CallLogTotals? _totals;
    private DateTime? _asOf;
    // Where the newest page began when it was opened: calls that come since are counted and move nothing.
    private CallLogKey? _from;
    private string? _problem;
    private bool _paused;
    private int _missed;

    [SupplyParameterFromQuery]
    private string? Range { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? Persona { get; set; }

    [SupplyParameterFromQuery]
    private string? Account { get; set; }

    [SupplyParameterFromQuery]
    private string? Model { get; set; }

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Reason { get; set; }

    [SupplyParameterFromQuery]
    private string? Number { get; set; }

    [SupplyParameterFromQuery]
    private string? Interrupted { get; set; }

    [SupplyParameterFromQuery]
    private string? Wasted { get; set; }

    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [Inject]
    private CallLogQueries Log { get; set; } = null!;

    [Inject]
    private CommitFollower Commits { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private bool IsAtNewest => _address is { Before: null, After: null };

    private bool IsOutdated => _page is not null && _shown != _address;

    private long FirstPosition => (_page?.Newer ?? 0) + 1;

    public void Dispose() => _following?.Dispose();

    protected override void OnParametersSet()
    {
        (_address, _notices) = new CallsQuery
        {
            Range = Range,
            From = From,
            To = To,
            Persona = Persona,
            Account = Account,
            Model = Model,
            Status = Status,
            Reason = Reason,
            Number = Number,
            Interrupted = Interrupted,
            Wasted = Wasted,
            Before = Before,
            After = After,
        }.Read(Clock.Today);
        // Prerendered, the page is its own skeleton: only the live one reads.
        if (RendererInfo.IsInteractive && _watched != _address)
        {
            Watch(from: null);
        }
    }

    /// <param name="from">Where the newest page goes on; null: at what is the newest call now.</param>
    private void Watch(CallLogKey? from)
    {
        _following?.Dispose();
        (_watched, _from, _paused, _missed, _problem) = (_address, from, false, 0, null);
        _following = Commits.Follow(() => Interval, ReadAsync, FailAsync);
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        var address = _address;
        if (_paused)
        {
            await InvokeAsync(() =>
            {
                _missed++;
                StateHasChanged();
            });
            return;
        }

        var choices = await Log.ChoicesAsync(stopping);
        var page = await Log.PageAsync(address.Filter, new CallLogPosition { Before = address.Before, After = address.After, From = _from }, stopping);
        var totals = await Log.TotalsAsync(address.Filter, stopping);
        await InvokeAsync(() =>
        {
            if (!stopping.IsCancellationRequested && address == _address)
            {
                (_choices, _page, _totals, _asOf, _problem, _shown) = (choices, page, totals, Clock.Now, null, address);
                _from ??= IsAtNewest ? page.First : null;
                StateHasChanged();
            }
        });
    }

    private Task FailAsync(Exception exception) => InvokeAsync(() =>
    {
        _problem = exception.Message;
        StateHasChanged();
    });

    private void TogglePause()
    {
        _paused = !_paused;
        if (!_paused)
        {
            Watch(_from);
        }
    }
}

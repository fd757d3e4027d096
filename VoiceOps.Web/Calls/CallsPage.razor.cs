using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls.CallLog;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Calls;

/// <summary>The call log: a page of it, the sums of all that matches, and the filters, all of it in the address.</summary>
public sealed partial class CallsPage : IDisposable
{
    private CallsAddress _address = new(CallLogFilter.Default);
    private IReadOnlyList<string> _notices = [];
    private IDisposable? _subscription;
    private IDisposable? _choicesSubscription;
    private CallLogView? _view;
    private CallsAddress? _shown;
    private CallLogChoices? _choices;
    private CallLogReading? _reading;
    private CallLogReading? _held;
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

    [SupplyParameterFromQuery(Name = "cost-from")]
    private string? CostFrom { get; set; }

    [SupplyParameterFromQuery(Name = "cost-to")]
    private string? CostTo { get; set; }

    [SupplyParameterFromQuery]
    private string? Loss { get; set; }

    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [Inject]
    private CallLogFeed Feed { get; set; } = null!;

    [Inject]
    private ChoicesFeed Choices { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    private CallLogPage? Page => _reading?.Page;

    private CallLogTotals? Totals => _reading?.Totals;

    private bool IsAtNewest => _address is { Before: null, After: null };

    private bool IsOutdated => _reading is not null && _shown != _address;

    /// <summary>Which of all that match are on the page.</summary>
    private string? Place
    {
        get
        {
            if (Page is not { Lines.Count: > 0 } page)
            {
                return null;
            }

            var (first, last) = (page.Newer + 1, page.Newer + page.Lines.Count);
            return $" · {Figures.Count(first)}–{Figures.Count(last)} of {Figures.Count(Math.Max(Totals?.Calls ?? 0, last))}";
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _choicesSubscription?.Dispose();
    }

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
            CostFrom = CostFrom,
            CostTo = CostTo,
            Loss = Loss,
            Before = Before,
            After = After,
        }.Read(Clock.Today);
        // Prerendered, the page is its own skeleton: only the live one reads.
        if (RendererInfo.IsInteractive && _view?.Address != _address)
        {
            Watch();
            _choicesSubscription ??= Choices.Subscribe(InvokeAsync, choices =>
            {
                _choices = choices;
                StateHasChanged();
            });
        }
    }

    /// <summary>From what is the newest call now.</summary>
    private void Watch()
    {
        _subscription?.Dispose();
        (_held, _heldCount, _paused, _problem) = (null, 0, false, null);
        _view = new CallLogView(_address);
        _subscription = Feed.Subscribe(_view, InvokeAsync, Take, Fail);
    }

    private void Take(CallLogReading reading)
    {
        _problem = null;
        if (_paused)
        {
            (_held, _heldCount) = (reading, _heldCount + 1);
        }
        else
        {
            Show(reading);
        }

        StateHasChanged();
    }

    private void Show(CallLogReading reading) => (_reading, _shown) = (reading, _address);

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private void TogglePause()
    {
        _paused = !_paused;
        if (!_paused && _held is { } held)
        {
            Show(held);
            (_held, _heldCount) = (null, 0);
        }
    }
}

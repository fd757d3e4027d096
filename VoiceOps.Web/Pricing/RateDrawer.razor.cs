using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Calls;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>All versions of one rate and every change to it, as a diff.</summary>
public sealed partial class RateDrawer : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private RateHistory? _history;
    private DateTime _asOf;
    private DateTime? _version;
    private bool _isAsked;
    private string? _problem;

    [Parameter, EditorRequired]
    public RateKey Key { get; set; }

    /// <summary>Another one means that the card was read again.</summary>
    [Parameter]
    public DateTime? Version { get; set; }

    /// <summary>Its line on the card, if it has one now.</summary>
    [Parameter]
    public RateUsage? Rate { get; set; }

    [Parameter]
    public EventCallback<RateUsage> OnChange { get; set; }

    [Parameter]
    public EventCallback<RateKey> OnEnd { get; set; }

    [Parameter, EditorRequired]
    public string CloseHref { get; set; } = "";

    [Inject]
    private RateBookQueries Queries { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private ILogger<RateDrawer> Logger { get; set; } = null!;

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
            var history = await Queries.HistoryAsync(Key, _closed.Token);
            // A later version has its own history on the way.
            (_history, _asOf) = version == _version ? (history, Clock.Now) : (_history, _asOf);
        }
        catch (OperationCanceledException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(RateDrawer));
            _problem = version == _version ? exception.Message : _problem;
        }
    }

    private void Close() => Navigation.NavigateTo(CloseHref);

    private static string Verb(string action) => action switch
    {
        RateAction.Ended => "ended it",
        RateAction.Cancelled => "took a planned version back",
        _ => "set it",
    };
}

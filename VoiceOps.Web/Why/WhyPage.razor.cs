using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Shared;
using VoiceOps.Web.Why.Explanations;

namespace VoiceOps.Web.Why;

/// <summary>From an amount of the Command Center to its formula, quantities, rates and rows.</summary>
public sealed partial class WhyPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private FigureRequest? _request;
    private FigureExplanation? _figure;
    private (FigureRequest?, long?) _loaded;
    private long? _before;
    private string? _notice;
    private string? _problem;
    private bool _isMissing;
    private bool _isLoading;

    [SupplyParameterFromQuery]
    private string? Figure { get; set; }

    [SupplyParameterFromQuery]
    private string? Service { get; set; }

    [SupplyParameterFromQuery]
    private string? Operation { get; set; }

    [SupplyParameterFromQuery]
    private string? Model { get; set; }

    [SupplyParameterFromQuery]
    private string? At { get; set; }

    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    [SupplyParameterFromQuery]
    private string? Range { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [Inject]
    private FigureQueries Queries { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private ILogger<WhyPage> Logger { get; set; } = null!;

    private string BackHref => $"/?{RangeAddress.Format(_request?.Range ?? RangeRequest.Default)}";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var range = RangeAddress.Parse(Range, From, To, Clock.Today);
        _notice = range.Notice;
        _request = FigureAddress.Parse(Figure, Service, Operation, Model, At, range.Request);
        _before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null;
        if (RendererInfo.IsInteractive && _request is not null && _loaded != (_request, _before))
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var (request, before) = (_request!, _before);
        (_loaded, _problem, _isLoading) = ((request, before), null, true);
        try
        {
            var figure = await Queries.ReadAsync(request, before, _gone.Token);
            // What was asked for meanwhile has its own answer on the way.
            (_figure, _isMissing) = _loaded == (request, before) ? (figure, figure is null) : (_figure, _isMissing);
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            Logger.FigureNotExplained(exception);
            _problem = _loaded == (request, before) ? exception.Message : _problem;
        }
        finally
        {
            _isLoading &= _loaded != (request, before);
        }
    }
}

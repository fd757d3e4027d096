using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Calls;
using VoiceOps.Web.Calls.CallLog;
using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Conversations;

/// <summary>How long callers wait and what is wasted on them, over a range.</summary>
public sealed partial class ConversationsPage : IDisposable
{
    private ConversationsAddress _address = new(new TurnStatsRequest(RangeRequest.Default));
    private IReadOnlyList<string> _notices = [];
    private IDisposable? _subscription;
    private IDisposable? _choicesSubscription;
    private ConversationsAddress? _watched;
    private CallLogChoices? _choices;
    private TurnStats? _stats;
    private TimeScale _scale = LatencyScale.Of(null);
    private string? _problem;

    [SupplyParameterFromQuery]
    private string? Range { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? Persona { get; set; }

    [SupplyParameterFromQuery]
    private string? Model { get; set; }

    [Inject]
    private TurnStatsFeed Feed { get; set; } = null!;

    [Inject]
    private ChoicesFeed Choices { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private TurnStatsRequest Request => _address.Request;

    private bool IsOutdated => _stats is not null && _stats.Request != Request;

    private IReadOnlyList<(string Value, string Text)> Personas => [.. (_choices?.Personas ?? []).Select(row => (Id(row.Id)!, row.Name))];

    private IReadOnlyList<(string Value, string Text)> Models => [.. (_choices?.Models ?? []).Select(model => (model, model))];

    public void Dispose()
    {
        _subscription?.Dispose();
        _choicesSubscription?.Dispose();
    }

    protected override void OnParametersSet()
    {
        (_address, _notices) = ConversationsAddress.Read(Range, From, To, Persona, Model, Clock.Today);
        if (RendererInfo.IsInteractive && _watched != _address)
        {
            Watch();
            _choicesSubscription ??= Choices.Subscribe(InvokeAsync, choices =>
            {
                _choices = choices;
                StateHasChanged();
            });
        }
    }

    private void Watch()
    {
        _subscription?.Dispose();
        (_watched, _problem) = (_address, null);
        _subscription = Feed.Subscribe(Request, InvokeAsync, Show, Fail);
    }

    private void Show(TurnStats stats)
    {
        (_stats, _scale, _problem) = (stats, LatencyScale.Of(stats), null);
        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private void Go(TurnStatsRequest request) => Navigation.NavigateTo(_address.With(request));

    private static string? Id(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private static long? ToId(string? value) => value is null ? null : long.Parse(value, CultureInfo.InvariantCulture);

    private static string Ordinal(int number) => number switch
    {
        2 => "second",
        3 => "third",
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}th"),
    };
}

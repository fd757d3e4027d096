using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Conversations.Turns;

namespace VoiceOps.Web.Conversations;

/// <summary>A line of another page: latency and waste of its range, read apart from it and less often.</summary>
public sealed partial class ConversationStrip : IDisposable
{
    private IDisposable? _subscription;
    private RangeRequest? _watched;
    private TurnStats? _stats;
    private string? _problem;

    [Parameter, EditorRequired]
    public RangeRequest Range { get; set; } = null!;

    [Inject]
    private TurnStatsFeed Feed { get; set; } = null!;

    private LatencyPercentiles Heard => _stats!.Latency[TurnMeasure.Heard];

    private LatencyPercentiles Sent => _stats!.Latency[TurnMeasure.Sent];

    private string Href => new ConversationsAddress(new TurnStatsRequest(Range)).Href;

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != Range)
        {
            Watch();
        }
    }

    private void Watch()
    {
        _subscription?.Dispose();
        (_watched, _problem) = (Range, null);
        _subscription = Feed.Subscribe(new TurnStatsRequest(Range), InvokeAsync, Show, Fail);
    }

    private void Show(TurnStats stats)
    {
        (_stats, _problem) = (stats, null);
        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }
}

using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Conversations.Turns;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Conversations;

/// <summary>A line of another page: latency and waste of its range, read apart from it and less often.</summary>
public sealed partial class ConversationStrip : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private IDisposable? _following;
    private RangeRequest? _watched;
    private TurnStats? _stats;
    private string? _problem;

    [Parameter, EditorRequired]
    public RangeRequest Range { get; set; } = null!;

    [Inject]
    private SharedTurnStats Reader { get; set; } = null!;

    [Inject]
    private CommitFollower Commits { get; set; } = null!;

    private LatencyPercentiles Heard => _stats!.Latency[TurnMeasure.Heard];

    private LatencyPercentiles Sent => _stats!.Latency[TurnMeasure.Sent];

    private string Href => new ConversationsAddress(new TurnStatsRequest(Range)).Href;

    public void Dispose() => _following?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != Range)
        {
            Watch();
        }
    }

    private void Watch()
    {
        _following?.Dispose();
        (_watched, _problem) = (Range, null);
        _following = Commits.Follow(() => Interval, ReadAsync, FailAsync);
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        var request = new TurnStatsRequest(Range);
        var stats = await Reader.ReadAsync(request, stopping);
        await InvokeAsync(() =>
        {
            if (!stopping.IsCancellationRequested && request.Range == Range)
            {
                (_stats, _problem) = (stats, null);
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

using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.CommandCenter;

/// <summary>A panel over the snapshot: drawn again when the snapshot or the filter is another one, or by its own events.</summary>
public abstract class SnapshotPanel : ComponentBase
{
    private (CommandCenterSnapshot?, string?) _drawn;
    private bool _fromParent;
    private bool _changed;

    /// <summary>Null until the first one is read.</summary>
    [Parameter, EditorRequired]
    public CommandCenterSnapshot? Snapshot { get; set; }

    /// <summary>The one service to look at, or null for all.</summary>
    [Parameter]
    public string? Service { get; set; }

    protected override void OnParametersSet()
    {
        _fromParent = true;
        _changed = !ReferenceEquals(_drawn.Item1, Snapshot) || _drawn.Item2 != Service;
        _drawn = (Snapshot, Service);
        if (_changed && Snapshot is not null)
        {
            OnSnapshot(Snapshot);
        }
    }

    /// <summary>Works out once what the markup shows.</summary>
    protected virtual void OnSnapshot(CommandCenterSnapshot snapshot)
    {
    }

    protected override bool ShouldRender()
    {
        var fromParent = _fromParent;
        _fromParent = false;
        return !fromParent || _changed;
    }
}

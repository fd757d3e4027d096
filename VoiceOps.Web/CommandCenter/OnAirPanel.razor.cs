using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Calls;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

/// <summary>The running calls, from their meters: the only figures on the page that are not committed rows.</summary>
public sealed partial class OnAirPanel : IDisposable
{
    private const int Few = 6;

    private IDisposable? _subscription;
    private OnAir? _read;
    private bool _all;

    [Parameter, EditorRequired]
    public PageAddress Address { get; set; } = null!;

    [Parameter]
    public bool Paused { get; set; }

    /// <summary>UTC; when the newest call of the range came.</summary>
    [Parameter]
    public DateTime? LastCall { get; set; }

    [Inject]
    private OnAirFeed Feed { get; set; } = null!;

    [Inject]
    private LiveCalls Calls { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private decimal? Margin => _read!.Revenue.Nanos == 0 ? null : (decimal)(_read.Revenue - _read.Cost).Nanos / _read.Revenue.Nanos;

    private string Window => $"Measured over the last {Figures.Quantity((decimal)_read!.BurnWindow.TotalSeconds, 0)} s";

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _subscription = Feed.Subscribe(InvokeAsync, read =>
            {
                if (!Paused || _read is null)
                {
                    _read = read;
                    StateHasChanged();
                }
            });
        }
    }

    private async Task HangUp(OnAirCall call)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Hang up this call?",
            $"{PhoneNumber.Mask(call.FromNumber)} is talking to {call.Persona}. The call ends at once; what it has used stays booked.",
            yesText: "Hang up", cancelText: "Let it go on");
        if (sure == true)
        {
            var done = Calls.HangUp(call.CallId);
            Snackbar.Add(done ? "The call is being ended." : "The call had ended already.", done ? Severity.Success : Severity.Info);
        }
    }
}

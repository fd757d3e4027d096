using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>Ends the version of a rate that is in force, after showing what its use of the last 30 days would have cost without it.</summary>
public sealed partial class EndRateDialog : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly SignatureForm _signed = new();
    private readonly FromForm _from = new();
    private SignatureFields? _signer;
    private RateEffect? _effect;
    private string? _effectProblem;
    private string? _refusal;
    private bool _saving;

    [Parameter, EditorRequired]
    public RateKey Key { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private RateWriter Rates { get; set; } = null!;

    [Inject]
    private RateEffectQueries Effects { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<EndRateDialog> Logger { get; set; } = null!;

    private bool CanSave => !_saving && (_effect is not null || _effectProblem is not null) && _from.Problem is null && _signed.Signature.Problem is null;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _signed.SeenAt = Clock.Now;
        try
        {
            _effect = await Effects.ReadAsync(Key, null, _closed.Token);
        }
        catch (OperationCanceledException)
        {
            // Closed before it was worked out.
        }
        catch (Exception exception)
        {
            Logger.RateEffectNotRead(exception, Key.ToString());
            _effectProblem = exception.Message;
        }
    }

    private async Task Save()
    {
        if (!CanSave)
        {
            return;
        }

        _saving = true;
        try
        {
            _refusal = await Rates.EndAsync(Key, _from.Moment(Clock.Zone), _signed.Signature, _closed.Token);
            // Told once: the next press is meant.
            _signed.SeenAt = Clock.Now;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception exception)
        {
            Logger.RateNotChanged(exception, Key.ToString());
            _refusal = $"It could not be saved: {exception.Message}";
        }
        finally
        {
            _saving = false;
        }

        if (_refusal is null)
        {
            await (_signer?.RememberAsync() ?? Task.CompletedTask);
            Snackbar.Add($"{Key} ends.", Severity.Success);
            Dialog.Close();
        }
    }
}

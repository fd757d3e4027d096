using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Metering;
using VoiceOps.Voice.Metering.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.CommandCenter;

/// <summary>Puts a new price in force, there and then.</summary>
public sealed partial class RateDialog : IDisposable
{
    private const int StartedMinute = 60;

    private readonly CancellationTokenSource _closed = new();
    private string _text = "";
    private string _note = "";
    private string? _refusal;
    private string? _refusedText;
    private bool _saving;

    [Parameter, EditorRequired]
    public RateUsage Rate { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private RateCards Cards { get; set; } = null!;

    [Inject]
    private CommitSignal Commits { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<RateDialog> Logger { get; set; } = null!;

    /// <summary>A rate that is missing takes the unit its service is metered in.</summary>
    private string Kind => Rate.PricingType ?? Rate.UsageUnit switch
    {
        UsageUnits.Characters => PricingType.PerCharacter,
        UsageUnits.Tokens => PricingType.PerToken,
        _ => PricingType.PerMinute,
    };

    // Twilio's minutes are counted as started ones, whatever they cost.
    private int? Increment => Rate.PricingType is null && Rate.Service == ServiceNames.Twilio ? StartedMinute : Rate.IncrementSeconds;

    private bool IsSame => RatePrice.Read(_text).Price is { } price && price == Rate.UnitPrice && Rate.Source is PricingSource.RateCard or PricingSource.Free;

    private bool CanSave => RatePrice.Read(_text).Problem is null && !IsSame;

    private string? Problem => _text.Length == 0 ? null
        : _refusal is not null && _refusedText == _text ? _refusal
        : RatePrice.Read(_text).Problem;

    private string Effect => RatePrice.Read(_text).Price switch
    {
        null => "Exact decimals; up to 12 places.",
        _ when IsSame => "That is the rate in force already.",
        0 => "Free: what is used will be booked at $0.000000.",
        { } price when Rate.UnitPrice is > 0 and var now => $"{Figures.Percent(Math.Abs(price - now) / now)} {(price > now ? "more" : "less")} than now.",
        _ => "Usage from now on has a price.",
    };

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnInitialized() => _text = Rate.UnitPrice is { } price ? Figures.Number(price) : "";

    private async Task Save()
    {
        if (_saving || !CanSave || RatePrice.Read(_text).Price is not { } price)
        {
            return;
        }

        _saving = true;
        var key = RateWords.Key(Rate);
        try
        {
            var note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim();
            _refusal = await Cards.ChangeAsync(key, Kind, Increment, price, note, _closed.Token);
            _refusedText = _text;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception exception)
        {
            Logger.RateNotChanged(exception, key.ToString());
            (_refusal, _refusedText) = ($"It could not be saved: {exception.Message}", _text);
        }
        finally
        {
            _saving = false;
        }

        if (_refusal is null)
        {
            Logger.RateChanged(key.ToString(), price);
            // The matrix is read after commits, and this was one.
            Commits.Raise();
            Snackbar.Add($"{key} is {Figures.Rate(price)} {RateWords.Unit(Kind)} from now on.", Severity.Success);
            Dialog.Close();
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>Puts new terms in force for one rate, now or from a day on, after showing what they would have done to the last 30 days.</summary>
public sealed partial class RateDialog : IDisposable
{
    private const int StartedMinute = 60;
    private static readonly int[] UsualSteps = [StartedMinute, 30, 6, 1];

    private readonly CancellationTokenSource _closed = new();
    private readonly SignatureForm _signed = new();
    private readonly FromForm _from = new();
    private SignatureFields? _signer;
    private string _service = ServiceNames.Twilio;
    private string _operation = "";
    private string _model = "";
    private string _text = "";
    private string _origin = RateOrigin.List;
    private int _increment = StartedMinute;
    private RateEffect? _effect;
    private (RateKey Key, RateTerms? Terms) _workedOut;
    private string? _effectProblem;
    private bool _waiting;
    private string? _refusal;
    private string? _refusedText;
    // For which price somebody is sure.
    private decimal? _sureOf;
    private bool _saving;

    /// <summary>The rate to change; null for one that is not on the card yet.</summary>
    [Parameter]
    public RateUsage? Rate { get; set; }

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
    private ILogger<RateDialog> Logger { get; set; } = null!;

    private RateKey Key =>
        Rate is not null ? RateWords.Key(Rate) : new RateKey(_service, _operation.Trim(), string.IsNullOrWhiteSpace(_model) ? null : _model.Trim());

    private string Kind => Rate?.PricingType ?? PricingType.Of(Key.Service) ?? PricingType.PerMinute;

    // Twilio's minutes are counted as started ones, whatever they cost; nothing else is billed in steps.
    private int? Increment => Key.Service == ServiceNames.Twilio ? _increment : Rate?.IncrementSeconds;

    private IEnumerable<int> Steps => UsualSteps.Append(_increment).Distinct().OrderDescending();

    private string[] Operations => _service switch
    {
        ServiceNames.Twilio => [OperationNames.Voice, RateKey.DefaultOperation],
        ServiceNames.Deepgram => [OperationNames.Transcription, RateKey.DefaultOperation],
        ServiceNames.ElevenLabs => [OperationNames.Speech, RateKey.DefaultOperation],
        _ => [OperationNames.Prompt, OperationNames.Completion, RateKey.DefaultOperation],
    };

    private RateTerms? Terms => RatePrice.Read(_text).Price is not { } price ? null : new RateTerms
    {
        UnitPrice = price,
        PricingType = Kind,
        IncrementSeconds = Increment,
        Origin = _origin,
    };

    private bool IsSame =>
        Terms is { } terms
        && Rate is { Source: PricingSource.RateCard or PricingSource.Free, UnitPrice: { } now, PricingType: { } kind, Origin: { } origin }
        && terms == new RateTerms
        {
            UnitPrice = now,
            PricingType = kind,
            IncrementSeconds = Key.Service == ServiceNames.Twilio ? Rate.IncrementSeconds ?? StartedMinute : Rate.IncrementSeconds,
            Origin = origin,
        };

    private bool IsPast => _from.Moment(Clock.Zone) is { } from && from < Clock.Now;

    /// <summary>Nothing is saved before its effect was shown, or could not be.</summary>
    private bool IsShown => Terms is { } terms && (_effect is not null || _effectProblem is not null) && _workedOut == (Key, terms);

    private bool CanSave =>
        Terms is { } terms && terms.Problem(Key) is null && !(IsSame && !_from.IsDay) && _from.Problem is null && _signed.Signature.Problem is null && IsShown
        && (Leap is null || IsSure);

    private string? Leap => Terms is { } terms ? PriceLeap.Of(Rate?.UnitPrice, terms.UnitPrice) : null;

    private bool IsSure
    {
        get => _sureOf is not null && _sureOf == Terms?.UnitPrice;
        set => _sureOf = value ? Terms?.UnitPrice : null;
    }

    private string? Problem => _text.Length == 0 ? null
        : _refusal is not null && _refusedText == _text ? _refusal
        : RatePrice.Read(_text).Problem ?? (Key.Operation.Length == 0 ? null : Terms?.Problem(Key));

    private string? Missing => Terms is null || Problem is not null || (IsSame && !_from.IsDay) ? null
        : _from.Problem ?? _signed.Signature.Problem ?? (Leap is null || IsSure ? null : "Say that you are sure of the price.");

    private string When => _from.Moment(Clock.Zone) is { } from
        ? $"It counts from {Figures.Moment(from)}, for calls that start from then on."
        : "It counts from now on, for calls that start from now on.";

    private string Effect => Terms?.UnitPrice switch
    {
        null => "Exact decimals; up to 12 places.",
        _ when IsSame => "That is the rate in force already.",
        0 => "Free: what is used will be booked at $0.000000.",
        { } price when Rate?.UnitPrice is > 0 and var now && price != now =>
            $"{Figures.Percent(Math.Abs(price - now) / now)} {(price > now ? "more" : "less")} than now.",
        { } when Rate?.UnitPrice is not null => "The same price on other terms.",
        _ => "Usage from then on has a price.",
    };

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _signed.SeenAt = Clock.Now;
        _text = Rate?.UnitPrice is { } price ? price.ToString("0.############################", CultureInfo.InvariantCulture) : "";
        _origin = Rate?.Origin ?? RateOrigin.List;
        _increment = Rate?.IncrementSeconds ?? StartedMinute;
        _operation = Operations[0];
        await WorkOutAsync();
    }

    private Task ChooseServiceAsync(ChangeEventArgs change)
    {
        _service = change.Value as string ?? _service;
        _operation = Operations[0];
        return WorkOutAsync();
    }

    private async Task WorkOutAsync()
    {
        var (key, terms) = (Key, Terms);
        if (terms is null || terms.Problem(key) is not null)
        {
            (_effect, _effectProblem, _waiting, _workedOut) = (null, null, false, default);
            return;
        }

        if (_workedOut == (key, terms))
        {
            return;
        }

        (_waiting, _workedOut) = (true, (key, terms));
        (_effect, _effectProblem) = (null, null);
        RateEffect? effect = null;
        string? problem = null;
        try
        {
            effect = await Effects.ReadAsync(key, terms, _closed.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception exception)
        {
            Logger.RateEffectNotRead(exception, key.ToString());
            problem = exception.Message;
        }

        // What was typed meanwhile has its own answer on the way.
        if (_workedOut == (key, terms))
        {
            (_effect, _effectProblem, _waiting) = (effect, problem, false);
        }
    }

    private async Task Save()
    {
        if (_saving || !CanSave || Terms is not { } terms)
        {
            return;
        }

        _saving = true;
        var (key, from) = (Key, _from.Moment(Clock.Zone));
        try
        {
            _refusal = await Rates.SetAsync(key, terms, from, _signed.Signature, _closed.Token);
            _refusedText = _text;
            // Told once: the next press is meant.
            _signed.SeenAt = Clock.Now;
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
            await (_signer?.RememberAsync() ?? Task.CompletedTask);
            Snackbar.Add(
                $"{key} is {Figures.Rate(terms.UnitPrice)} {RateWords.Unit(Kind)} from "
                    + $"{from?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "now"} on.", Severity.Success);
            Dialog.Close();
        }
    }
}

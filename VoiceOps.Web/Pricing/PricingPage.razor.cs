using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Personas;
using VoiceOps.Voice.Personas.Catalog;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Reporting;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>The rate card: what is in force, what comes, what was, and where it is edited.</summary>
public sealed partial class PricingPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private PricingAddress _address = new();
    private IDisposable? _subscription;
    private RateBook? _book;
    private IReadOnlyList<CatalogEntry>? _catalog;
    private IReadOnlyList<AudioModel>? _audio;
    private IReadOnlyList<PersonaWarning> _warnings = [];
    private IReadOnlyList<RateKey> _unpriced = [];
    private string? _notice;
    private string? _problem;

    /// <summary>Dialogs that show a table before they save.</summary>
    public static DialogOptions Dialog { get; } = new() { MaxWidth = MaxWidth.Small, FullWidth = true };

    [SupplyParameterFromQuery]
    private string? Rate { get; set; }

    [Inject]
    private PricingFeed Feed { get; set; } = null!;

    [Inject]
    private RateBookQueries Queries { get; set; } = null!;

    [Inject]
    private AudioModels Audio { get; set; } = null!;

    [Inject]
    private ModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private ModelListWatch Lists { get; set; } = null!;

    [Inject]
    private PersonaWarnings Warnings { get; set; } = null!;

    [Inject]
    private PriceCheck Prices { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ILogger<PricingPage> Logger { get; set; } = null!;

    public void Dispose()
    {
        _subscription?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _notice = null;
        var isKey = RateKey.TryParse(Rate, null, out var key);
        _address = new PricingAddress(isKey ? key : null);
        if (!isKey && !string.IsNullOrWhiteSpace(Rate))
        {
            _notice = "The address names no rate; one is written twilio:voice or cerebras:prompt:gpt-oss-120b.";
        }

        // Prerendered, the page is its own skeleton: only the live one watches.
        if (RendererInfo.IsInteractive && _subscription is null)
        {
            _subscription = Feed.Subscribe(InvokeAsync, Show);
            await ReloadAsync();
        }
    }

    private void Show(RateBook book)
    {
        (_book, _problem) = (book, null);
        StateHasChanged();
    }

    private async Task ReloadAsync()
    {
        try
        {
            var closed = _closed.Token;
            _catalog = await Catalog.ReadAsync(closed);
            _audio = await Audio.ReadAsync(closed);
            _warnings = await Warnings.ReadAsync(closed);
            _unpriced = await Prices.ReadAsync(closed);
            (_book, _problem) = (await Queries.ReadAsync(closed), null);
        }
        catch (OperationCanceledException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(PricingPage));
            _problem = exception.Message;
        }
    }

    private Task AddAsync() => ShowAsync<RateDialog>("A rate that is not on the card", []);

    private Task ChangeAsync(RateUsage rate) =>
        ShowAsync<RateDialog>(Title(RateWords.Key(rate)), new DialogParameters<RateDialog> { { dialog => dialog.Rate, rate } });

    private Task EndAsync(RateKey key) => ShowAsync<EndRateDialog>($"End {Title(key)}", new DialogParameters<EndRateDialog> { { dialog => dialog.Key, key } });

    private Task CancelAsync(ComingRate coming) =>
        ShowAsync<CancelRateDialog>($"Cancel {Title(coming.Key)}", new DialogParameters<CancelRateDialog> { { dialog => dialog.Coming, coming } });

    private Task EditModelAsync(CatalogModel? model) => ShowAsync<ModelDialog>(
        model is null ? "A model for the catalog" : model.Id,
        new DialogParameters<ModelDialog> { { dialog => dialog.Model, model }, { dialog => dialog.Entries, _catalog ?? [] } });

    private Task EditAudioModelAsync(AudioModel? model) => ShowAsync<AudioModelDialog>(
        model is null ? "A model that hears or speaks" : model.Id, new DialogParameters<AudioModelDialog> { { dialog => dialog.Model, model } });

    private async Task ShowAsync<TDialog>(string title, DialogParameters parameters)
        where TDialog : IComponent
    {
        var dialog = await Dialogs.ShowAsync<TDialog>(title, parameters, Dialog);
        if (await dialog.Result is { Canceled: false })
        {
            await ReloadAsync();
        }
    }

    private static string Title(RateKey key) => $"{Services.Name(key.Service)} · {RateWords.Subject(key)}";
}

using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reconciliation;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>What the providers say beside what the books say.</summary>
public sealed partial class ReconciliationPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<string> _notices = [];
    private ReconciliationAddress _address = new();
    private ReconciliationSnapshot? _snapshot;
    private IDisposable? _subscription;
    private int? _shownDays;
    private string? _problem;
    private bool _asking;
    private bool _loading;
    private bool _loadAgain;

    [SupplyParameterFromQuery]
    private string? Days { get; set; }

    [SupplyParameterFromQuery]
    private string? Service { get; set; }

    [SupplyParameterFromQuery]
    private string? Day { get; set; }

    [Inject]
    private ReconciliationQueries Queries { get; set; } = null!;

    [Inject]
    private InvoiceQueries Invoices { get; set; } = null!;

    [Inject]
    private ProviderBalances Balances { get; set; } = null!;

    [Inject]
    private SourceStates Sources { get; set; } = null!;

    [Inject]
    private ReconciliationHost Host { get; set; } = null!;

    [Inject]
    private ReconciliationSignal Signal { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<ReconciliationPage> Logger { get; set; } = null!;

    private bool IsOutdated => _snapshot is not null && _shownDays != _address.Days;

    public void Dispose()
    {
        _subscription?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        (_address, _notices) = ReconciliationAddress.Parse(Days, Service, Day);
        if (RendererInfo.IsInteractive && _shownDays != _address.Days)
        {
            _subscription ??= Signal.Subscribe(() => _ = InvokeAsync(OnAskedAsync));
            await LoadAsync();
        }
    }

    private ReconciliationCell? Cell(string service, DateOnly day) =>
        _snapshot?.View.Cells.FirstOrDefault(cell => cell.Service == service && cell.Day == day);

    private void AskNow()
    {
        _asking = true;
        Host.RunNow();
    }

    private async Task OnAskedAsync()
    {
        _asking = false;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        if (_loading)
        {
            _loadAgain = true;
            return;
        }

        _loading = true;
        try
        {
            do
            {
                _loadAgain = false;
                await ReadAsync(_address.Days);
            }
            while (_loadAgain);
        }
        finally
        {
            _loading = false;
        }
    }

    private async Task ReadAsync(int days)
    {
        try
        {
            var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
            _snapshot = new ReconciliationSnapshot
            {
                View = await Queries.ReadAsync(today.AddDays(1 - days), today, _closed.Token),
                Invoices = await Invoices.ReadAsync(_closed.Token),
                Balances = Balances.Read(),
                Sources = Sources.Read(),
            };
            (_shownDays, _problem) = (days, null);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(ReconciliationPage));
            _problem = exception.Message;
        }
    }
}

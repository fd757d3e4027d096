using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Pricing.Rates;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>The rows that totals leave out, by use, and the job that prices them.</summary>
public sealed partial class UnpricedPage : IDisposable
{
    public const string Path = "/pricing/unpriced";

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<UnpricedUse>? _uses;
    private IReadOnlyList<UsageEvent>? _rows;
    private MeterKey? _open;
    private bool _hadUnpriced;
    private string? _notice;
    private string? _problem;

    /// <summary>The use whose rows are listed, written as a rate's key.</summary>
    [SupplyParameterFromQuery]
    private string? Use { get; set; }

    [Inject]
    private UnpricedQueries Queries { get; set; } = null!;

    [Inject]
    private ILogger<UnpricedPage> Logger { get; set; } = null!;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _notice = null;
        MeterKey? open = RateKey.TryParse(Use, null, out var key) ? new MeterKey(key.Service, key.Operation, key.Model) : null;
        (_open, _rows) = (open, open == _open ? _rows : null);
        if (_open is null && !string.IsNullOrWhiteSpace(Use))
        {
            _notice = "The address names no use; one is written cerebras:prompt:gpt-oss-120b.";
        }

        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _problem = null;
        var (open, closed) = (_open, _closed.Token);
        try
        {
            var rows = open is { } use ? await Queries.RowsAsync(use, closed) : null;
            _uses = await Queries.ReadAsync(closed);
            // What was opened meanwhile has its own rows on the way.
            _rows = open == _open ? rows : _rows;
            // Once they are all priced, the panel stays to say so.
            _hadUnpriced |= _uses.Count > 0;
        }
        catch (OperationCanceledException)
        {
            // Closed before it was read.
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(UnpricedPage));
            _problem = open == _open ? exception.Message : _problem;
        }
    }

    private static RateKey Key(MeterKey use) => new(use.Service, use.Operation, use.Model);

    private static string Href(MeterKey use) => $"{Path}?use={Uri.EscapeDataString(Key(use).ToString())}";
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Repricing;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Pricing;

/// <summary>The job that prices rows afterwards: previewed, signed, run. Closing the page stops it, with nothing written.</summary>
public sealed partial class RepricePanel : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly SignatureForm _signed = new();
    private SignatureFields? _signer;
    private RepricingResult? _result;
    private string _first = "";
    private string _last = "";
    private string? _says;
    private string? _problem;
    private bool _previewing;
    private bool _running;
    private bool _done;
    private long _callsDone;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>All rows without a price, of any time; else rows of a range, priced or not.</summary>
    [Parameter]
    public bool UnpricedOnly { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private RepricingJob Job { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private ILogger<RepricePanel> Logger { get; set; } = null!;

    private RepricingScope? Scope => UnpricedOnly ? RepricingScope.Unpriced
        : Day(_first) is { } first && Day(_last) is { } last && first <= last
            ? new RepricingScope { From = ReportRanges.DayStart(first, Clock.Zone), To = ReportRanges.DayStart(last.AddDays(1), Clock.Zone) }
            : null;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private void SetDays(string? first, string? last)
    {
        (_first, _last, _result, _done) = (first ?? "", last ?? "", null, false);
        _says = Day(_first) > Day(_last) ? "The first day comes after the last." : null;
    }

    private async Task PreviewAsync()
    {
        if (Scope is not { } scope || _running)
        {
            return;
        }

        (_previewing, _running, _done) = (true, true, false);
        await GuardAsync(async () => _result = await Job.PreviewAsync(scope, _closed.Token));
        _previewing = false;
    }

    private async Task RunAsync()
    {
        if (Scope is not { } scope || _running || _signed.Signature.Problem is not null)
        {
            return;
        }

        (_running, _callsDone) = (true, 0);
        var progress = new Progress<long>(done => _ = InvokeAsync(() =>
        {
            _callsDone = done;
            StateHasChanged();
        }));
        await GuardAsync(async () =>
        {
            _result = await Job.RunAsync(scope, _signed.Signature, progress, _closed.Token);
            _done = true;
            await (_signer?.RememberAsync() ?? Task.CompletedTask);
            await OnDone.InvokeAsync();
        });
    }

    private async Task GuardAsync(Func<Task> work)
    {
        _problem = null;
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Closed: nothing was written, or all of it was.
        }
        catch (Exception exception)
        {
            Logger.NotRepriced(exception);
            _problem = $"It could not be done: {exception.Message} Nothing was priced; run it again.";
        }
        finally
        {
            _running = false;
        }
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 9000
            ? day
            : null;
}

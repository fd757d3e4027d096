using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using VoiceOps.Voice.Pricing.Versions;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>Invoices beside the books, and the ways to enter one.</summary>
public sealed partial class InvoicePanel
{
    private const long MostBytes = 2_000_000;
    private const int MostProblems = 20;

    private readonly RowOrder<InvoiceComparison> _order = new(new Dictionary<string, Func<InvoiceComparison, IComparable?>>
    {
        ["Invoice"] = row => row.Invoice.Number,
        ["Provider"] = row => row.Invoice.Service,
        ["Period"] = row => row.Invoice.FirstDay,
        ["Invoiced"] = row => row.Amount.Nanos,
        ["Booked"] = row => row.Booked.Nanos,
        ["Difference"] = row => row.Difference.Nanos,
        ["Share"] = row => row.Share,
    });

    private string _service = ServiceNames.Twilio;
    private string? _number;
    private string? _firstDay;
    private string? _lastDay;
    private string? _amount;
    private IReadOnlyList<string> _problems = [];
    private string? _done;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public ReconciliationSnapshot? Snapshot { get; set; }

    /// <summary>An invoice came or went.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    [Inject]
    private InvoiceWriter Writer { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ILogger<InvoicePanel> Logger { get; set; } = null!;

    private Task EnterAsync() => DoAsync(async () =>
    {
        var draft = new InvoiceDraft { Service = _service, Number = _number, FirstDay = _firstDay, LastDay = _lastDay, Amount = _amount };
        if (await SignedAsync(signature => Writer.EnterAsync(draft, signature, CancellationToken.None)) is not null)
        {
            _done = $"Invoice {_number?.Trim()} is entered.";
            (_number, _amount) = (null, null);
        }
    });

    private Task ImportAsync(InputFileChangeEventArgs change) => DoAsync(async () =>
    {
        if (change.File.Size > MostBytes)
        {
            _problems = [$"The file has {Figures.Count(change.File.Size)} bytes; {Figures.Count(MostBytes)} are the most."];
            return;
        }

        using var reader = new StreamReader(change.File.OpenReadStream(MostBytes));
        var text = await reader.ReadToEndAsync();
        if (await SignedAsync(signature => Writer.ImportAsync(text, change.File.Name, signature, CancellationToken.None)) is { } entered)
        {
            _done = entered == 0 ? "All of it was entered already." : $"{Figures.Count(entered)} {(entered == 1 ? "invoice is" : "invoices are")} entered.";
        }
    });

    private Task RemoveAsync(ProviderInvoice invoice) => DoAsync(async () =>
    {
        var what = $"Invoice {invoice.Number} of {Services.Name(invoice.Service)} goes. What it was stays written down.";
        if (await AskAsync("Remove this invoice?", "Remove", [what]) is { } signature)
        {
            _problems = await Writer.RemoveAsync(invoice.Id, signature, CancellationToken.None) is { } problem ? [problem] : [];
            _done = $"Invoice {invoice.Number} is removed.";
        }
    });

    // How many were entered, once somebody has signed for what is odd about them; null when none was.
    private async Task<int?> SignedAsync(Func<Signature?, Task<InvoiceResult>> enter)
    {
        var result = await enter(null);
        if (result.Doubts.Count > 0)
        {
            if (await AskAsync("Enter it all the same?", "Enter", Most(result.Doubts)) is not { } signature)
            {
                return null;
            }

            result = await enter(signature);
        }

        _problems = Most(result.Problems);
        return _problems.Count > 0 ? null : result.Entered;
    }

    private async Task<Signature?> AskAsync(string title, string act, IReadOnlyList<string> doubts)
    {
        var dialog = await Dialogs.ShowAsync<InvoiceDialog>(
            title, new DialogParameters<InvoiceDialog> { { shown => shown.Act, act }, { shown => shown.Doubts, doubts } });
        return (await dialog.Result)?.Data as Signature;
    }

    private static IReadOnlyList<string> Most(IReadOnlyList<string> texts) =>
        texts.Count <= MostProblems ? texts : [.. texts.Take(MostProblems), $"… and {texts.Count - MostProblems} more."];

    private async Task DoAsync(Func<Task> act)
    {
        if (_isBusy)
        {
            return;
        }

        (_problems, _done, _isBusy) = ([], null, true);
        try
        {
            await act();
            await OnChange.InvokeAsync();
        }
        catch (Exception exception)
        {
            Logger.FeedFailed(exception, nameof(InvoicePanel));
            _problems = [exception.Message];
        }
        finally
        {
            _isBusy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Reconciliation;

/// <summary>Invoices beside the books, and the ways to enter one.</summary>
public sealed partial class InvoicePanel
{
    private const long MostBytes = 2_000_000;
    private const int MostProblems = 20;

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
    private ILogger<InvoicePanel> Logger { get; set; } = null!;

    private Task EnterAsync() => DoAsync(async () =>
    {
        var draft = new InvoiceDraft { Service = _service, Number = _number, FirstDay = _firstDay, LastDay = _lastDay, Amount = _amount };
        _problems = await Writer.EnterAsync(draft, CancellationToken.None);
        if (_problems.Count == 0)
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
        var (entered, problems) = await Writer.ImportAsync(await reader.ReadToEndAsync(), change.File.Name, CancellationToken.None);
        _problems = problems.Count <= MostProblems ? problems : [.. problems.Take(MostProblems), $"… and {problems.Count - MostProblems} more."];
        _done = problems.Count > 0 ? null
            : entered == 0 ? "All of it was entered already."
            : $"{Figures.Count(entered)} {(entered == 1 ? "invoice is" : "invoices are")} entered.";
    });

    private Task RemoveAsync(long id) => DoAsync(() => Writer.RemoveAsync(id, CancellationToken.None));

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

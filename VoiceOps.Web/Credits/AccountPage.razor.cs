using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Web.Credits.Accounts;
using VoiceOps.Web.Shared;

namespace VoiceOps.Web.Credits;

/// <summary>One customer: what was bought, what is left of it, every movement, and what an operator does about it.</summary>
public sealed partial class AccountPage : IDisposable
{
    private IDisposable? _subscription;
    private long? _watched;
    private AccountSheet? _sheet;
    private string? _problem;
    private bool _missing;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    private AccountFeed Feed { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private string LedgerHint => _sheet!.MovementCount > _sheet.Movements.Count
        ? $"the last {Figures.Count(_sheet.Movements.Count)} of {Figures.Count(_sheet.MovementCount)} movements"
        : $"{Figures.Count(_sheet.MovementCount)} movements";

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != Id)
        {
            (_watched, _sheet, _missing) = (Id, null, false);
            _subscription?.Dispose();
            _subscription = Feed.Subscribe(Id, InvokeAsync, Show, Fail);
        }
    }

    private void Show(AccountReading reading)
    {
        (_sheet, _missing, _problem) = (reading.Sheet, reading.Sheet is null, null);
        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private Task AddCreditAsync() => ShowAsync<AddCreditDialog>("Add credit");

    private Task RefundAsync() => ShowAsync<RefundDialog>("Refund unused credit");

    private Task EditAsync() => ShowAsync<AccountDialog>("Edit the account");

    private Task ShowAsync<TDialog>(string title)
        where TDialog : AccountDeed => Dialogs.ShowAsync<TDialog>(title, new DialogParameters<TDialog> { { dialog => dialog.Line, _sheet!.Line } });
}

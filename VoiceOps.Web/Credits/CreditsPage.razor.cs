using Microsoft.AspNetCore.Components;
using MudBlazor;
using VoiceOps.Web.Credits.Accounts;

namespace VoiceOps.Web.Credits;

/// <summary>Who has paid for what, and who owes: all accounts.</summary>
public sealed partial class CreditsPage : IDisposable
{
    private IDisposable? _subscription;
    private AccountList? _list;
    private string? _problem;
    private string? _search;
    private AccountState? _state;

    [SupplyParameterFromQuery(Name = "search")]
    private string? SearchInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateInAddress { get; set; }

    [Inject]
    private AccountsFeed Feed { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private IEnumerable<IGrouping<AccountState, AccountLine>> States => _list!.Lines.GroupBy(line => line.State).OrderBy(lines => lines.Key);

    private IEnumerable<AccountLine> Shown => _list!.Lines.Where(line => (_state is null || line.State == _state) && Fits(line));

    public void Dispose() => _subscription?.Dispose();

    protected override void OnParametersSet()
    {
        (_search, _state) = (SearchInAddress, Enum.TryParse<AccountState>(StateInAddress, ignoreCase: true, out var state) ? state : null);
        // Prerendered, the page is its own skeleton: only the live one watches.
        if (RendererInfo.IsInteractive)
        {
            _subscription ??= Feed.Subscribe(InvokeAsync, Show, Fail);
        }
    }

    private bool Fits(AccountLine line) => string.IsNullOrWhiteSpace(_search)
        || line.Account.Name.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase)
        || line.Numbers.Any(number => number.Contains(_search.Trim(), StringComparison.Ordinal));

    private void Show(AccountList list)
    {
        (_list, _problem) = (list, null);
        StateHasChanged();
    }

    private void Fail(Exception exception)
    {
        _problem = exception.Message;
        StateHasChanged();
    }

    private void Search(string? text) => Go(text, _state);

    private void Filter(AccountState? state) => Go(_search, state);

    private void Go(string? search, AccountState? state) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["search"] = string.IsNullOrWhiteSpace(search) ? null : search,
            ["state"] = state?.ToString().ToLowerInvariant(),
        }), replace: true);

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<AccountDialog>("A new account");
        if (await dialog.Result is { Canceled: false, Data: long id })
        {
            Navigation.NavigateTo(CreditsAddress.Of(id));
        }
    }
}

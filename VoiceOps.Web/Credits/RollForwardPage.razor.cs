using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Credits;
using VoiceOps.Voice.Reporting.Ranges;
using VoiceOps.Voice.Usage;
using VoiceOps.Web.Credits.Accounts;

namespace VoiceOps.Web.Credits;

/// <summary>How the deferred revenue of a month came about, and how cash, liability and revenue belong together.</summary>
public sealed partial class RollForwardPage
{
    private const int MonthsBack = 24;

    private RollForward? _roll;
    private IReadOnlyList<Account> _accounts = [];
    private string? _problem;

    [SupplyParameterFromQuery(Name = "month")]
    private string? MonthInAddress { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    private long? Account { get; set; }

    [Inject]
    private RollForwardQueries Queries { get; set; } = null!;

    [Inject]
    private AccountQueries Accounts { get; set; } = null!;

    [Inject]
    private ReportingClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<RollForwardPage> Logger { get; set; } = null!;

    private DateOnly ThisMonth => LocalDay.Of(Clock.Now, Clock.Zone) is var today ? new DateOnly(today.Year, today.Month, 1) : default;

    private string Month => Months.Contains(MonthInAddress) ? MonthInAddress! : Text(ThisMonth);

    private IReadOnlyList<string> Months => [.. Enumerable.Range(0, MonthsBack).Select(back => Text(ThisMonth.AddMonths(-back)))];

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        try
        {
            var first = DateOnly.ParseExact($"{Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            _accounts = await Accounts.NamesAsync(CancellationToken.None);
            _roll = await Queries.ReadAsync(LocalDay.Start(first, Clock.Zone), LocalDay.Start(first.AddMonths(1), Clock.Zone), Account, CancellationToken.None);
            _problem = null;
        }
        catch (Exception exception)
        {
            Logger.DeedFailed(exception);
            _problem = exception.Message;
        }
    }

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private void Go(string month, long? account) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["month"] = month, ["account"] = account }),
            replace: true);
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using VoiceOps.Voice.Reporting.Ranges;

namespace VoiceOps.Web.Shared;

public sealed partial class RangePicker
{
    private static readonly (RangeKind Kind, string Text, string Title)[] Kinds =
    [
        (RangeKind.Today, "Today", "Since midnight"),
        (RangeKind.Last7Days, "7D", "Last 7 days, today included"),
        (RangeKind.Last30Days, "30D", "Last 30 days, today included"),
        (RangeKind.MonthToDate, "MTD", "This month so far"),
    ];

    private RangeRequest? _shown;
    private DateOnly? _from;
    private DateOnly? _to;

    [Parameter, EditorRequired]
    public RangeRequest Range { get; set; } = null!;

    /// <summary>The page's own address with another range.</summary>
    [Parameter, EditorRequired]
    public Func<RangeRequest, string> Href { get; set; } = null!;

    /// <summary>Of the reporting time zone.</summary>
    [Parameter]
    public DateOnly Today { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsCustom => Range.Kind == RangeKind.Custom;

    private string? Problem => (_from, _to) switch
    {
        (null, _) or (_, null) => "Both days are needed.",
        var (from, to) when from > to => "The first day comes after the last.",
        var (_, to) when to > Today => "The last day has not begun yet.",
        _ => null,
    };

    private string Length => _from is { } from && _to is { } to
        ? $"{Figures.Count(to.DayNumber - from.DayNumber + 1)} {(to == from ? "day" : "days")}, both included."
        : "";

    protected override void OnParametersSet()
    {
        // What is being typed stays until the address changes.
        if (_shown == Range)
        {
            return;
        }

        _shown = Range;
        _from = Range.From ?? Today.AddDays(-6);
        _to = Range.To ?? Today;
    }

    private void Apply()
    {
        if (Problem is null)
        {
            Navigation.NavigateTo(Href(new RangeRequest(RangeKind.Custom, _from, _to)));
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Web.Reconciliation;

/// <summary>All that the page's address says: how many days, and the open cell.</summary>
public sealed record ReconciliationAddress(int Days = ReconciliationAddress.FewDays, string? Service = null, DateOnly? Day = null)
{
    public const string Path = "/reconciliation";
    public const int FewDays = 14;
    public const int ManyDays = 35;
    private const string DayFormat = "yyyy-MM-dd";

    public static IReadOnlyList<int> Windows { get; } = [7, FewDays, ManyDays];

    public string Href => Path + "?" + string.Create(CultureInfo.InvariantCulture, $"days={Days}")
        + (IsOpen ? $"&service={Service}&day={Day!.Value.ToString(DayFormat, CultureInfo.InvariantCulture)}" : "");

    public bool IsOpen => Service is not null && Day is not null;

    public string Closed => (this with { Service = null, Day = null }).Href;

    public string Open(string service, DateOnly day) => (this with { Service = service, Day = day }).Href;

    public string On(int days) => (this with { Days = days, Service = null, Day = null }).Href;

    /// <summary>A bad parameter is corrected, with a notice.</summary>
    public static (ReconciliationAddress Address, IReadOnlyList<string> Notices) Parse(string? days, string? service, string? day)
    {
        var notices = new List<string>();
        var window = FewDays;
        if (!string.IsNullOrWhiteSpace(days) && !(int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out window) && Windows.Contains(window)))
        {
            notices.Add($"The address names a number of days that is not offered; these are {FewDays}.");
            window = FewDays;
        }

        if (string.IsNullOrWhiteSpace(service) && string.IsNullOrWhiteSpace(day))
        {
            return (new ReconciliationAddress(window), notices);
        }

        var name = service?.Trim().ToLowerInvariant();
        if (name is null || !ServiceNames.All.Contains(name)
            || !DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var opened))
        {
            notices.Add("The address names a cell that does not exist: it needs a service and a day such as 2026-01-31.");
            return (new ReconciliationAddress(window), notices);
        }

        return (new ReconciliationAddress(window, name, opened), notices);
    }
}

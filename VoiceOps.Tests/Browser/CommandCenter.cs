using System.Globalization;
using Microsoft.Playwright;

namespace VoiceOps.Tests.Browser;

/// <summary>The Command Center as somebody finds their way on it: by role and by name.</summary>
public sealed class CommandCenter(IPage page)
{
    public const string Exact = "data-exact";

    public IPage Page => page;

    public ILocator Activity => page.GetByRole(AriaRole.Region, new() { Name = "Call log" }).Locator("tbody").GetByRole(AriaRole.Row);

    public ILocator OnAir => page.GetByRole(AriaRole.Region, new() { Name = "On air", Exact = true });

    public ILocator RunningCalls => page.GetByRole(AriaRole.Region, new() { Name = "Running calls" }).Locator("tbody").GetByRole(AriaRole.Row);

    public ILocator Rates => page.GetByRole(AriaRole.Region, new() { Name = "Rates in force" }).Locator("tbody").GetByRole(AriaRole.Row);

    public ILocator Composition => page.GetByRole(AriaRole.Region, new() { Name = "Cost Composition" });

    /// <summary>Its name has every service's share.</summary>
    public ILocator Donut => Composition.GetByRole(AriaRole.Img, new() { NameRegex = new("^Cost by service") });

    public ILocator Slices => Donut.Locator(".apexcharts-pie-series path");

    public ILocator Drawer => page.GetByRole(AriaRole.Dialog, new() { NameRegex = new("^Call ") });

    public ILocator RateDialog => page.GetByRole(AriaRole.Dialog).Filter(new() { Has = page.GetByLabel("New price in dollars") });

    /// <summary>The amount of Revenue, Costs or Profit; every nano-dollar stands in <see cref="Exact"/>.</summary>
    public ILocator Hero(string title) =>
        page.GetByRole(AriaRole.Article).Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }) })
            .GetByRole(AriaRole.Paragraph).First;

    /// <summary>A figure of Unit Economics.</summary>
    public ILocator UnitCost(string name) =>
        page.GetByRole(AriaRole.Region, new() { Name = "Unit Economics" }).GetByRole(AriaRole.Term).GetByText(name, new() { Exact = true })
            .Locator("xpath=../dd[last()]");

    public ILocator Cell(ILocator row, string label) => row.Locator($"[data-label='{label}']");

    public ILocator Range(string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Range" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>As <c>data-exact</c> writes it.</summary>
    public static string Digits(long nanos) => (nanos / 1_000_000_000m).ToString("0.000000###", CultureInfo.InvariantCulture);
}

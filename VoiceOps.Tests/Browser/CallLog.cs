using Microsoft.Playwright;

namespace VoiceOps.Tests.Browser;

/// <summary>The pages of calls and conversations as somebody finds their way on them: by role and by name.</summary>
public sealed class CallLog(IPage page)
{
    public IPage Page => page;

    public ILocator Rows => page.GetByRole(AriaRole.Region, new() { Name = "Calls, newest first" }).Locator("tbody").GetByRole(AriaRole.Row);

    public ILocator Totals => page.GetByRole(AriaRole.Region, new() { Name = "All that match" });

    public ILocator Position => page.GetByRole(AriaRole.Region, new() { Name = "Call log" }).Locator(".hint");

    public ILocator Older => page.GetByRole(AriaRole.Link, new() { Name = "Older ›" });

    public ILocator Newer => page.GetByRole(AriaRole.Link, new() { Name = "‹ Newer" });

    public ILocator Turns => page.GetByRole(AriaRole.Region, new() { Name = "Conversation", Exact = true }).Locator("ol.turns").GetByRole(AriaRole.Listitem);

    public ILocator UsageRows => page.GetByRole(AriaRole.Region, new() { Name = "Usage rows" }).Locator("tbody").GetByRole(AriaRole.Row);

    public ILocator Total(string name) => Totals.GetByRole(AriaRole.Term).GetByText(name, new() { Exact = true }).Locator("xpath=../dd[1]");

    public ILocator Link(ILocator row) => row.GetByRole(AriaRole.Link);
}

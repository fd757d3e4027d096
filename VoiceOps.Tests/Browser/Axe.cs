using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace VoiceOps.Tests.Browser;

/// <summary>WCAG 2.2 AA as far as a program can tell.</summary>
internal static class Axe
{
    private static readonly string[] Standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// No page has frames, so axe runs in the page alone and tells what it found there. The package's own way opens a second page
    /// for every run, and sends each node that passed there and back.
    /// </summary>
    /// <param name="more">Tags of rules beyond the standard.</param>
    public static async Task<AxeFindings> RunAsync(IPage page, params string[] more)
    {
        if (await page.EvaluateAsync<bool>("() => window.axe === undefined"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<AxeFindings>("""
            async tags => {
              const found = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
              return {
                passes: found.passes.length,
                violations: found.violations.map(rule => ({ id: rule.id, impact: rule.impact, help: rule.help, nodes: rule.nodes.map(node => node.html) })),
              };
            }
            """, (string[])[.. Standard, .. more]);
    }

    public static async Task AssertCleanAsync(IPage page, string what)
    {
        var found = await RunAsync(page, "best-practice");
        Assert.True(found.Passes > 10, $"Axe looked at next to nothing of the {what}.");
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{what}: {violation}"));
    }
}

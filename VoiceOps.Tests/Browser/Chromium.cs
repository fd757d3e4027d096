using Microsoft.Playwright;
using VoiceOps.Tests.Browser;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace VoiceOps.Tests.Browser;

/// <summary>The one browser of all browser tests, started by the first that asks for it. It is the machine's own: nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const float Patience = 60_000;

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _started = new(StartAsync);

    /// <param name="moves">With the animations; without them a page that shows something live is not painted sixty times a second.</param>
    public async Task<IBrowserContext> NewContextAsync(int width, int height, bool moves = false)
    {
        var context = await (await _started.Value).Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            TimezoneId = "UTC",
            Locale = "en-US",
            ReducedMotion = moves ? ReducedMotion.NoPreference : ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (driver, browser) = await _started.Value;
            await browser.DisposeAsync();
            driver.Dispose();
        }
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var driver = await Playwright.CreateAsync();
        var browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("VOICEOPS_BROWSER") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update",
                "--disable-sync", "--no-proxy-server",
            ],
        });
        return (driver, browser);
    }
}

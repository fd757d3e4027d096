using System.Collections.Concurrent;
using Microsoft.Playwright;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Browser;

/// <summary>
/// Opens pages of the running program and fails the test when a page logs an error, misses a file, or asks anybody but
/// the program for anything.
/// </summary>
[NeedsProgram]
public abstract class BrowserTests(Chromium chromium) : IAsyncLifetime
{
    protected const int Desktop = 1440;
    protected const int Phone = 390;

    private readonly ConcurrentQueue<string> _problems = [];
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<IAsyncDisposable> _owned = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A page of its own browser profile, at an address below <paramref name="app"/>.</summary>
    /// <param name="fast">By how much the browser's clock is; the test moves it on.</param>
    protected async Task<CommandCenter> OpenAsync(Uri app, string path = "", int width = Desktop, bool moves = false, TimeSpan? fast = null)
    {
        var context = await chromium.NewContextAsync(width, height: width == Phone ? 844 : 1000, moves);
        _contexts.Add(context);
        context.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text} ({message.Location})");
        context.WebError += (_, error) => Note(true, $"uncaught: {error.Error}");
        context.Request += (_, request) => Note(!IsOwn(request.Url), $"asked another host: {request.Url}");
        context.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        if (fast is not null)
        {
            await context.Clock.InstallAsync(new ClockInstallOptions { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime + fast.Value });
        }

        var page = await context.NewPageAsync();
        page.WebSocket += (_, socket) => Note(!IsOwn(socket.Url), $"asked another host: {socket.Url}");
        await page.GotoAsync(new Uri(app, path).ToString());
        return new CommandCenter(page);

        bool IsOwn(string url) => new Uri(url) is var asked && (asked.Scheme is "data" or "blob" || asked.Authority == app.Authority);
    }

    /// <summary>Is disposed after the pages that look at it.</summary>
    protected T Own<T>(T host)
        where T : IAsyncDisposable
    {
        _owned.Add(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await TakePicturesAsync();
        }

        foreach (var context in _contexts)
        {
            await context.DisposeAsync();
        }

        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        Assert.Empty(_problems);
    }

    /// <summary>A test that takes the network away is told so by the browser.</summary>
    protected virtual bool IsExpected(string problem) => false;

    private void Note(bool isProblem, string text)
    {
        if (isProblem && !IsExpected(text))
        {
            _problems.Enqueue(text);
        }
    }

    private async Task TakePicturesAsync()
    {
        foreach (var page in _contexts.SelectMany(context => context.Pages))
        {
            var path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{TestContext.Current.TestMethod?.MethodName}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
            TestContext.Current.TestOutputHelper?.WriteLine($"The page when it failed: {path}");
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Browser;

/// <summary>The program as the README's first command starts it: 60 days of history, simulated providers and callers.</summary>
public sealed partial class DemoApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-demo-page-");
    private AppProcess? _app;

    public Uri Address { get; private set; } = null!;

    /// <summary>The last day of its history: today, unless midnight has passed since it was started.</summary>
    public DateOnly Day { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Address = new Uri($"http://127.0.0.1:{FreePorts.One()}");
        _app = new AppProcess(["--demo", "--callers", "3", "--urls", Address.OriginalString],
            ("Demo__Database", $"Data Source={Path.Combine(_folder.FullName, "demo.db")}"));
        var log = await _app.StartedAsync(TestContext.Current.CancellationToken);
        Day = DateOnly.ParseExact(LastDay().Match(log).Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"(?<=calls of the 60 days to )\d{4}-\d\d-\d\d")]
    private static partial Regex LastDay();
}

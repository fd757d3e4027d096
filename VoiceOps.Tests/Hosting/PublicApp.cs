using Xunit;

namespace VoiceOps.Tests.Hosting;

/// <summary>The real program as it stands behind a proxy, with a public address and a token; one for the tests of a class.</summary>
public sealed class PublicApp : IAsyncLifetime
{
    public const string PublicUrl = "https://voice.example.com";
    public const string AuthToken = "12345";

    private AppProcess? _app;

    /// <summary>Where the proxy sends what it gets.</summary>
    public Uri Outside { get; } = new($"http://127.0.0.1:{FreePorts.One()}");

    /// <summary>By name, so at both loopback addresses.</summary>
    public Uri Pages { get; private set; } = null!;

    public string Log => _app!.Log;

    public async ValueTask InitializeAsync()
    {
        Pages = new Uri($"http://localhost:{FreePorts.One()}");
        _app = new AppProcess(
            ["--urls", Outside.OriginalString, "--VoiceOps:PagesUrl", Pages.OriginalString],
            ("VoiceOps__PublicUrl", PublicUrl), ("Twilio__AuthToken", AuthToken));
        await _app.StartedAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}

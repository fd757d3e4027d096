using System.Net;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

[NeedsProgram]
public sealed class ProgramTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_StartedFromAnotherFolder_ServesLocalRequestsAlone()
    {
        var address = $"http://127.0.0.1:{FreePorts.One()}";
        await using var app = new AppProcess(["--urls", address]);
        var log = await app.StartedAsync(Cancelled);
        using var client = new HttpClient { BaseAddress = new Uri(address) };

        Assert.Contains($"Settings: {AppRoot.Find(AppContext.BaseDirectory).SettingsFile}\n", log);
        Assert.Matches(@"Database: /.*/voiceops\.db\n", log);

        using var file = await client.GetAsync("/lib/apexcharts/apexcharts.min.js", Cancelled);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("nosniff", Assert.Single(file.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(file.Headers.GetValues("Content-Security-Policy")));
        Assert.Contains("\ndotnet_gc_", await client.GetStringAsync("/metrics", Cancelled));

        using var unconfigured = await client.PostAsync("/twilio/voice", new FormUrlEncodedContent([]), Cancelled);
        Assert.True((int)unconfigured.StatusCode < 500, $"The webhook answered {unconfigured.StatusCode}.");

        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        foreach (var path in (string[])["/", "/lib/apexcharts/apexcharts.min.js", "/metrics", "/_blazor", "/twilio/voice"])
        {
            using var refused = await client.GetAsync(path, Cancelled);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var live = await client.GetAsync("/health/live", Cancelled);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Program_SeveralProblems_ListsAllOnStderrAndExitsWith1()
    {
        await using var app = new AppProcess(
            ["--urls", $"http://127.0.0.1:{FreePorts.One()}"],
            ("Metering__CheckpointInterval", "soon"), ("Database__Provider", "PostgreSql"), ("Pricing__Fallback__0__Price", "cheap"));

        var (exitCode, error) = await app.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.Contains("Metering:CheckpointInterval must be a duration", error);
        Assert.Contains("PostgreSQL comes later", error);
        Assert.Contains("Pricing:Fallback:0 (twilio:voice) needs a Price", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("fi_FI.UTF-8")] // its minus is not the one of the keyboard
    [InlineData("ar_SA.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task Program_OnAMachineOfAnotherLanguage_WritesNumbersAsEver(string language)
    {
        await using var app = new AppProcess(
            ["--urls", $"http://127.0.0.1:{FreePorts.One()}"], ("LC_ALL", language), ("Reconciliation__WarnPercentLeft", "-0.5"));

        var (_, error) = await app.EndedAsync(Cancelled);

        Assert.Contains("Reconciliation:WarnPercentLeft cannot be negative; it is -0.5.", error);
    }

    // A second copy must not get as far as the first one's database, whose open calls it would close as lost.
    [Fact]
    public async Task Program_PortInUse_SaysSoInOneLineBeforeTheDatabaseIsTouched()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        await using var app = new AppProcess(["--urls", address], ("ConnectionStrings__VoiceOps", "Data Source=/dev/null/never.db"));

        var (exitCode, error) = await app.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{address} is in use", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Program_PagesAtTheAddressOfTheOutside_SaysSo()
    {
        var port = FreePorts.One();
        await using var app = new AppProcess(["--urls", $"http://127.0.0.1:{port}", "--VoiceOps:PagesUrl", $"http://localhost:{port}"]);

        var (exitCode, error) = await app.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.Contains("VoiceOps:PagesUrl and Urls must not be the same", error);
        Assert.DoesNotContain("   at ", error);
    }

    // No public address: a PagesUrl that is set separates all the same. Nobody where the outside comes in is known to be local,
    // so without a token to check them by there are no webhooks.
    [Fact]
    public async Task Program_PagesUrlSetAndFreePorts_ServesEachAtItsOwn()
    {
        await using var app = new AppProcess(["--VoiceOps:PagesUrl", "http://127.0.0.1:0", "--urls", "http://127.0.0.1:0"]);
        var log = await app.StartedAsync(Cancelled);
        var addresses = log.Split('\n')
            .Where(line => line.Contains("Now listening on: ", StringComparison.Ordinal))
            .Select(line => new Uri(line.Split("on: ")[1])).ToList();
        using var client = new HttpClient();

        Assert.Equal(2, addresses.Count);
        using var fromOutside = await client.GetAsync(new Uri(addresses[0], "/metrics"), Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, fromOutside.StatusCode);
        using var webhook = await client.PostAsync(new Uri(addresses[0], "/twilio/voice"), new FormUrlEncodedContent([]), Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, webhook.StatusCode);
        using var fromPages = await client.GetAsync(new Uri(addresses[1], "/metrics"), Cancelled);
        Assert.Equal(HttpStatusCode.OK, fromPages.StatusCode);
    }

    // On a port of its own nothing but the database's lock is in the way.
    [Fact]
    public async Task Program_DatabaseOfARunningOne_IsRefusedAndFreeAgainAfterAKill()
    {
        await using var first = new AppProcess(["--urls", $"http://127.0.0.1:{FreePorts.One()}"]);
        await first.StartedAsync(Cancelled);
        var database = ("ConnectionStrings__VoiceOps", $"Data Source={first.DatabasePath}");

        await using var second = new AppProcess(["--urls", $"http://127.0.0.1:{FreePorts.One()}"], database);
        var (exitCode, error) = await second.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.Contains($"The database {first.DatabasePath} is in use by another VoiceOps process", error);
        Assert.True(!OperatingSystem.IsLinux() || error.Contains($"(pid {first.Id})"), error);
        Assert.DoesNotContain("   at ", error);
        Assert.DoesNotContain("Database ready", second.Log);

        await first.KillAsync();
        await using var third = new AppProcess(["--urls", $"http://127.0.0.1:{FreePorts.One()}"], database);
        await third.StartedAsync(Cancelled);
    }

    // The demo makes its database anew: a second one must not delete that of the first.
    [Theory]
    [InlineData("--urls", "--VoiceOps:PagesUrl")]
    [InlineData("--VoiceOps:PagesUrl", "--urls")]
    public async Task Program_DemoWithPortInUse_LeavesTheDatabaseAlone(string taken, string free)
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var database = Path.GetTempFileName();
        await using var app = new AppProcess(
            [taken, $"http://{other.LocalEndpoint}", free, "http://127.0.0.1:0", "--demo"], ("Demo__Database", $"Data Source={database}"));

        var (exitCode, error) = await app.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.Contains("is in use", error);
        Assert.True(File.Exists(database));
        File.Delete(database);
    }

    [Fact]
    public async Task Program_BadCallers_ExitsWith1()
    {
        await using var app = new AppProcess(["--demo", "--callers", "abc"]);

        var (exitCode, error) = await app.EndedAsync(Cancelled);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("--callers needs a whole number", error);
    }
}

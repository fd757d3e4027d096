using Microsoft.Extensions.Configuration;
using VoiceOps.Simulation.Demo;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Simulation.Demo;

public sealed class DemoModeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("voiceops-demo-test").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Start_OldDemoDatabase_IsGone_AndTheNormalOneIsNot()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "voiceops-demo.db"), "old");
        await File.WriteAllTextAsync(Path.Combine(_root, "voiceops-demo.db-wal"), "old");
        await File.WriteAllTextAsync(Path.Combine(_root, "voiceops.db"), "kept");

        await using var demo = await StartAsync(("ConnectionStrings:VoiceOps", "Data Source=voiceops.db"));

        Assert.Equal(["voiceops-demo.db.lock", "voiceops.db"], Directory.GetFiles(_root).Select(Path.GetFileName).Order());
        Assert.Equal($"Data Source={Path.Combine(_root, "voiceops-demo.db")}", demo.Settings["ConnectionStrings:VoiceOps"]);
    }

    [Fact]
    public async Task Start_DatabaseOfARunningDemo_IsRefusedAndLeftAlone()
    {
        var path = Path.Combine(_root, "voiceops-demo.db");
        await using (await StartAsync(("Urls", "http://127.0.0.1:0")))
        {
            await File.WriteAllTextAsync(path, "the first one's");

            await Assert.ThrowsAsync<DatabaseLockException>(() => StartAsync(("Urls", "http://127.0.0.1:0")));

            Assert.Equal("the first one's", await File.ReadAllTextAsync(path));
        }

        await using var next = await StartAsync(("Urls", "http://127.0.0.1:0"));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Start_NormalDatabaseAsDemoDatabase_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "voiceops.db"), "kept");

        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            ("ConnectionStrings:VoiceOps", "Data Source=voiceops.db"), ("Demo:Database", "Data Source=./voiceops.db")));

        Assert.True(File.Exists(Path.Combine(_root, "voiceops.db")));
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:5080/")]
    [InlineData("http://localhost:6000;http://localhost:6001", "http://127.0.0.1:6000/")]
    [InlineData("http://*:6000", "http://127.0.0.1:6000/")]
    public async Task Start_PublicUrl_IsTheFirstOwnAddress(string? urls, string expected)
    {
        await using var demo = await StartAsync(("Urls", urls));

        Assert.Equal(expected, demo.PublicUrl.ToString());
        Assert.Equal(demo.PublicUrl.OriginalString, demo.Settings["VoiceOps:PublicUrl"]);
    }

    [Fact]
    public async Task Start_PortZero_IsSettledBeforeTheServerStarts()
    {
        await using var demo = await StartAsync(("Urls", "http://127.0.0.1:0"));

        Assert.NotEqual(0, demo.PublicUrl.Port);
        Assert.Equal(demo.PublicUrl, new Uri(demo.Settings["Urls"]!));
    }

    private Task<DemoMode> StartAsync(params (string Key, string? Value)[] settings) => DemoMode.StartAsync(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build(),
        _root,
        TestContext.Current.CancellationToken);
}

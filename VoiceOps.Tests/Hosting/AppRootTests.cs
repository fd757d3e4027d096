using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using VoiceOps.Web.Hosting;
using Xunit;

namespace VoiceOps.Tests.Hosting;

public sealed class AppRootTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-root-");

    [Fact]
    public void Find_SettingsBesideTheAssembly_IsThePublishedCopysOwnFolder()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "VoiceOps.sln"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "appsettings.json"), "{}");
        var published = Directory.CreateDirectory(Path.Combine(_folder.FullName, "out"));
        File.WriteAllText(Path.Combine(published.FullName, "appsettings.json"), "{}");

        var root = AppRoot.Find(published.FullName);

        Assert.Equal(published.FullName, root.Folder);
        Assert.Equal(Path.Combine(published.FullName, "wwwroot"), root.WebRoot);
    }

    [Fact]
    public void Find_BuildOutput_IsTheFolderOfTheSolution()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "VoiceOps.sln"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "appsettings.json"), "{}");
        var output = Directory.CreateDirectory(Path.Combine(_folder.FullName, "VoiceOps.Web", "bin", "Debug", "net10.0"));

        var root = AppRoot.Find(output.FullName);

        Assert.Equal(_folder.FullName, root.Folder);
        Assert.Equal(Path.Combine(_folder.FullName, "VoiceOps.Web", "wwwroot"), root.WebRoot);
    }

    [Fact]
    public void Find_NoSettingsAnywhere_SaysWhereItLooked() =>
        Assert.Contains(_folder.FullName, Assert.Throws<StartupException>(() => AppRoot.Find(_folder.FullName)).Message);

    [Theory]
    [InlineData("Data Source=voiceops.db", "{root}/voiceops.db")]
    [InlineData("Data Source=data/../other.db;Cache=Shared", "{root}/other.db")]
    [InlineData("Data Source=/var/lib/voiceops/voiceops.db", "/var/lib/voiceops/voiceops.db")]
    [InlineData("Data Source=:memory:", ":memory:")]
    [InlineData("Data Source=file:shared?mode=memory", "file:shared?mode=memory")]
    [InlineData("Data Source=name;Mode=Memory;Cache=Shared", "name")]
    public void ResolveDatabase_RelativePath_IsTakenFromTheRoot(string connectionString, string expected)
    {
        var configuration = new ConfigurationManager { ["ConnectionStrings:VoiceOps"] = connectionString };

        new AppRoot { Folder = _folder.FullName, WebRoot = "" }.ResolveDatabase(configuration);

        var resolved = new SqliteConnectionStringBuilder(configuration.GetConnectionString("VoiceOps"));
        Assert.Equal(expected.Replace("{root}", _folder.FullName), resolved.DataSource);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

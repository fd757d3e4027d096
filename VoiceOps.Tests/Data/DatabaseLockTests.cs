using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Data;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voiceops-lock-test-").FullName;

    private string Database => Path.Combine(_folder, "voiceops.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Data Source={0}")]
    [InlineData("Data Source={0};Pooling=False")]
    [InlineData("Data Source=file:{0}?cache=private")]
    [InlineData("Data Source=file://{0}")]
    [InlineData("Data Source={0}-link")]
    public void Take_DatabaseThatIsTaken_NamesItAndItsHolder(string connectionString)
    {
        File.WriteAllText(Database, "");
        File.CreateSymbolicLink(Database + "-link", Database);
        using var first = new DatabaseLock($"Data Source={Database}");
        first.Take();
        using var second = new DatabaseLock(string.Format(null, connectionString, Database));

        var refusal = Assert.Throws<DatabaseLockException>(second.Take);

        Assert.StartsWith($"The database {Database} is in use by another VoiceOps process", refusal.Message);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains($"(pid {Environment.ProcessId})", refusal.Message);
        }
    }

    [Fact]
    public void Take_FileLeftByAKilledProcess_IsNoObstacle()
    {
        File.WriteAllText(Database + ".lock", "");
        using var taken = new DatabaseLock($"Data Source={Database}");

        taken.Take();
        taken.Take();

        using var other = new DatabaseLock($"Data Source={Database}");
        Assert.Throws<DatabaseLockException>(other.Take);
    }

    [Fact]
    public void Take_AfterTheOtherOneHasEnded_Succeeds()
    {
        using (var first = new DatabaseLock($"Data Source={Database}"))
        {
            first.Take();
        }

        using var second = new DatabaseLock($"Data Source={Database}");
        second.Take();
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared")]
    [InlineData("Data Source=file:shared?mode=memory&cache=shared")]
    public void Take_InMemory_NeedsNone(string connectionString)
    {
        using var first = new DatabaseLock(connectionString);
        using var second = new DatabaseLock(connectionString);

        first.Take();
        second.Take();

        Assert.False(File.Exists("shared.lock"));
    }

    [Fact]
    public void Take_FolderThatDoesNotExist_SaysWhy()
    {
        using var taken = new DatabaseLock($"Data Source={Path.Combine(_folder, "no", "voiceops.db")}");

        Assert.Contains("cannot be locked", Assert.Throws<DatabaseLockException>(taken.Take).Message);
    }
}

using VoiceOps.Simulation.Callers;
using VoiceOps.Tests.Calls;
using Xunit;

namespace VoiceOps.Tests.Hosting.Verbs;

/// <summary>Both commands as they are typed: the program in a process of its own beside a server that runs.</summary>
[NeedsProgram]
public sealed class BackupVerbTests : IDisposable
{
    private const string Books = "SELECT COALESCE(SUM(cost_nanos), 0) || ' ' || COUNT(*) || ' ' || (SELECT SUM(cost_nanos) FROM cost_rollups) || ' ' || (SELECT SUM(amount_nanos) FROM ledger_entries WHERE ledger_account = 'receivable') FROM api_call_events";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-backup-");

    private string Copy => Path.Combine(_folder.FullName, "copy.db");

    [Fact]
    public async Task BackupWhileTheServerRuns_ThenRestore_BringsTheSameBooks()
    {
        await using var host = await RunningHost.StartProcessAsync();
        var seconds = (await host.CallAsync(ShortCall("+14155550100"))).DurationSeconds;
        await host.UntilAsync($"SELECT SUM(amount_nanos) = {seconds} * 2000000 FROM ledger_entries WHERE ledger_account = 'receivable'");
        var books = host.Scalar<string>(Books);

        var backup = await host.RunAsync("backup", Copy);
        Assert.True(backup.ExitCode == 0, backup.Error);
        Assert.Contains("1 calls", backup.Output);

        var tooEarly = await host.RunAsync("restore", Copy);
        Assert.NotEqual(0, tooEarly.ExitCode);
        Assert.Contains("in use by another VoiceOps process", tooEarly.Error);

        await host.CallAsync(ShortCall("+14155550101"));
        await host.UntilAsync("SELECT COUNT(*) = 2 FROM calls WHERE ended_at IS NOT NULL AND duration_seconds IS NOT NULL");
        Assert.NotEqual(books, host.Scalar<string>(Books));
        await host.StopAsync();

        var restore = await host.RunAsync("restore", Copy);
        Assert.True(restore.ExitCode == 0, restore.Error);
        Assert.Equal(books, host.Scalar<string>(Books));
        Assert.Equal(1, host.Scalar<long>("SELECT COUNT(*) FROM calls"));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(host.Database)!, "voiceops-before-*.db"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CallerScript ShortCall(string from) => new() { From = from, To = "+14155550199", HangUpAfter = TimeSpan.FromSeconds(2) };
}

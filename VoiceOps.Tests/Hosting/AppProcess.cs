using System.Diagnostics;
using System.Globalization;
using VoiceOps.Tests.Fakes;

namespace VoiceOps.Tests.Hosting;

/// <summary>The real program in a process of its own, with its own database and a working directory that has nothing to do with it.</summary>
internal sealed class AppProcess : IApp
{
    // The demo writes a month first.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-app-");
    private readonly Process _process;
    private readonly Task<string> _error;

    public AppProcess(string[] arguments, params (string Key, string Value)[] environment)
        : this(arguments, database: null, environment)
    {
    }

    /// <param name="database">The file that it finds; null: it makes its own.</param>
    /// <param name="program">Another of ours that is built beside it.</param>
    /// <param name="more">Arguments that name the database's file.</param>
    public AppProcess(string[] arguments, byte[]? database, (string Key, string Value)[] environment, string program = "VoiceOps.Web", Func<string, string[]>? more = null)
    {
        NeedsProgramAttribute.AssertSaid();
        if (database is not null)
        {
            File.WriteAllBytes(DatabasePath, database);
        }

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments, .. more?.Invoke(DatabasePath) ?? []])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["ConnectionStrings__VoiceOps"] = $"Data Source={DatabasePath}";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        _ = ReadOutputAsync();
    }

    public int Id => _process.Id;

    public string DatabasePath => Path.Combine(_folder.FullName, "voiceops.db");

    /// <summary>Everything logged so far.</summary>
    public string Log => Logged.ToString();

    public AppLog Logged { get; } = new();

    /// <summary>The process whose database this one goes on with; it is disposed with this one.</summary>
    public AppProcess? Predecessor { get; init; }

    /// <summary>What it had logged when it was ready for requests.</summary>
    public async Task<string> StartedAsync(CancellationToken cancellationToken)
    {
        var started = Logged.UntilAsync("Application started", patience: LongestStart);
        if (await Task.WhenAny(started, _error).WaitAsync(cancellationToken) == _error)
        {
            throw new InvalidOperationException($"It ended: {await _error}");
        }

        await started;
        return Log;
    }

    async Task IApp.StartedAsync(CancellationToken cancellationToken) => await StartedAsync(cancellationToken);

    public async Task<(int ExitCode, string Error)> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).InTimeAsync("the end of the process");
        return (_process.ExitCode, await _error);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as it is.</summary>
    public async Task SignalAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGTERM, and waits until it has ended.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        await SignalAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken).InTimeAsync("the end of the process");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
        if (Predecessor is not null)
        {
            await Predecessor.DisposeAsync();
        }
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Logged.Add(line);
        }
    }
}

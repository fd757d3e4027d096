using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VoiceOps.Tests.Hosting;

/// <summary>The real program in a process of its own, with its own database and a working directory that has nothing to do with it.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-app-");
    private readonly Process _process;
    private readonly Task<string> _error;
    private string _log = "";
    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppProcess(string[] arguments, params (string Key, string Value)[] environment)
        : this(arguments, database: null, environment)
    {
    }

    /// <param name="database">The file that it finds; null: it makes its own.</param>
    public AppProcess(string[] arguments, byte[]? database, (string Key, string Value)[] environment)
    {
        if (database is not null)
        {
            File.WriteAllBytes(DatabasePath, database);
        }

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VoiceOps.Web.dll"), .. arguments])
        {
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
    public string Log => Volatile.Read(ref _log);

    /// <summary>The process whose database this one goes on with; it is disposed with this one.</summary>
    public AppProcess? Predecessor { get; init; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What it had logged when it was ready for requests.</summary>
    public async Task<string> StartedAsync(CancellationToken cancellationToken)
    {
        var first = await Task.WhenAny(_started.Task, _error).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return first == _started.Task ? await _started.Task : throw new InvalidOperationException($"It ended: {await _error}");
    }

    public async Task<(int ExitCode, string Error)> EndedAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
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
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
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
            _log += line + '\n';
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                _started.TrySetResult(_log);
            }
        }
    }
}

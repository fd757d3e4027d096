using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VoiceOps.Tests.Fakes;
using VoiceOps.Web.Hosting;

namespace VoiceOps.Tests.Hosting;

/// <summary>
/// The real program from its first line on, with its own server on a port of its own, in this process: what one test had compiled the next one
/// need not compile again, which takes five seconds of a processor for each process. What is stopped by a signal, killed or measured needs one.
/// </summary>
internal sealed class HostedApp : IApp
{
    private const int Threads = 16;

    // Whoever is still connected then is cut off.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    private static readonly AsyncLocal<HostedApp?> Starting = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voiceops-app-");
    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _running;

    static HostedApp()
    {
        DiagnosticListener.AllListeners.Subscribe(new BuildObserver());
        // Several programs at once wait for their databases here, and each would begin with two threads of its own.
        ThreadPool.SetMinThreads(Threads, Threads);
    }

    /// <param name="settings">Keys as the environment writes them, with <c>__</c>.</param>
    public HostedApp(string[] arguments, byte[] database, IEnumerable<(string Key, string Value)> settings)
    {
        NeedsProgramAttribute.AssertSaid();
        File.WriteAllBytes(DatabasePath, database);
        string[] all =
        [
            .. arguments, $"--ConnectionStrings:VoiceOps=Data Source={DatabasePath}",
            .. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];
        // The entry point returns when the program ends, and holds its thread until then.
        _running = Task.Factory.StartNew(() => Run(all), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public string DatabasePath => Path.Combine(_folder.FullName, "voiceops.db");

    public AppLog Logged { get; } = new();

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_built.Task, _running).InTimeAsync("a host", Eventually.Patience) == _running)
        {
            throw new InvalidOperationException($"It ended with {await _running}:\n{Logged}");
        }

        var lifetime = (await _built.Task).Services.GetRequiredService<IHostApplicationLifetime>();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        if (await Task.WhenAny(started.Task, _running).InTimeAsync("its start") == _running)
        {
            throw new InvalidOperationException($"It ended with {await _running}:\n{Logged}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_built.Task.IsCompletedSuccessfully && !_running.IsCompleted)
        {
            (await _built.Task).Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }

        await _running.InTimeAsync("the end of the program");
        _folder.Delete(recursive: true);
    }

    private int Run(string[] arguments)
    {
        Starting.Value = this;
        return (int)typeof(AppRoot).Assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null)!;
    }

    private void Change(IHostBuilder builder) => builder.ConfigureServices(services =>
    {
        // Signals are for the tests' process, which this one is, and so is its console.
        services.AddSingleton<IHostLifetime, NoSignals>();
        services.RemoveAll<ILoggerProvider>();
        services.AddSingleton<ILoggerProvider>(new AppLogProvider(Logged));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeToStop);
    });

    /// <summary>Hosts tell of their building, each in the flow of whoever builds it.</summary>
    private sealed class BuildObserver : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting" && Starting.Value is not null)
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            switch (value)
            {
                case { Key: "HostBuilding", Value: IHostBuilder builder }:
                    Starting.Value?.Change(builder);
                    break;
                case { Key: "HostBuilt", Value: IHost host }:
                    Starting.Value?._built.TrySetResult(host);
                    break;
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

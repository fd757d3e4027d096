using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Tests.Data;
using VoiceOps.Tests.Fakes;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Data;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>The real program in normal mode, pointed at provider simulators that speak the real protocols.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SimulatedCaller _phone;
    private readonly (string Key, string Value)[] _environment;
    private IApp _app;

    private RunningHost(IApp app, Simulators simulators, Uri address, (string, string)[] environment)
    {
        (_app, Simulators, Address, _environment) = (app, simulators, address, environment);
        _phone = simulators.Caller(address);
        _http.BaseAddress = address;
    }

    public Simulators Simulators { get; }

    public Uri Address { get; }

    public int ProcessId => Process.Id;

    public string Database => _app is AppProcess { Predecessor: { } first } ? first.DatabasePath : _app.DatabasePath;

    public string Log => _app.Logged.ToString();

    private AppProcess Process => _app as AppProcess ?? throw new InvalidOperationException($"It runs in the tests' process: start it with {nameof(StartProcessAsync)}.");

    /// <summary>In the tests' process, which is quick.</summary>
    public static Task<RunningHost> StartAsync(ChatPacing? chat = null, params (string Key, string Value)[] settings) =>
        StartAsync(new Simulators(TimeProvider.System, chat: chat), settings);

    public static Task<RunningHost> StartAsync(Simulators simulators, params (string Key, string Value)[] settings) =>
        StartAsync(simulators, (arguments, database, environment) => new HostedApp(arguments, database, environment), settings);

    /// <summary>In a process of its own, which can be stopped and killed, and whose memory and metrics are its own.</summary>
    public static Task<RunningHost> StartProcessAsync(Simulators? simulators = null, params (string Key, string Value)[] settings) => StartAsync(
        simulators ?? new Simulators(TimeProvider.System), (arguments, database, environment) => new AppProcess(arguments, database, environment), settings);

    private static async Task<RunningHost> StartAsync(
        Simulators simulators, Func<string[], byte[], (string, string)[], IApp> start, (string Key, string Value)[] settings)
    {
        await simulators.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri($"http://127.0.0.1:{FreePorts.One()}");
        var environment = simulators.Settings(address).Where(setting => setting.Value is not null)
            .Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!))
            .Concat(settings).ToArray();
        // Tests of a first start make an AppProcess: the tables need not be made by every program here.
        var app = start(["--urls", address.OriginalString], await TempStore.NewAsync(), environment);
        await app.StartedAsync(TestContext.Current.CancellationToken);
        return new RunningHost(app, simulators, address, environment);
    }

    /// <summary>As the power going away: nothing is closed, nothing flushed.</summary>
    public async Task KillAndRestartAsync()
    {
        var killed = Process;
        await killed.KillAsync();
        _app = new AppProcess(["--urls", Address.OriginalString], [.. _environment, ("ConnectionStrings__VoiceOps", $"Data Source={killed.DatabasePath}")])
        {
            Predecessor = killed,
        };
        await _app.StartedAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, without waiting for what comes of it.</summary>
    public Task SignalStopAsync() => Process.SignalAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until the program has ended.</summary>
    public async Task<int> EndedAsync() => (await Process.EndedAsync(TestContext.Current.CancellationToken)).ExitCode;

    /// <summary>The database of the running program, for what is simpler to add with the program's own model.</summary>
    public VoiceOpsContext OpenContext() => new(new DbContextOptionsBuilder<VoiceOpsContext>()
        .UseSqlite($"Data Source={Database}").AddInterceptors(new SqliteConnectionSettings()).Options);

    /// <summary>As systemd stops it: SIGTERM, and wait.</summary>
    public Task StopAsync() => Process.TerminateAsync(TestContext.Current.CancellationToken);

    public Task<(HttpStatusCode Status, string Body)> PostSignedAsync(string path, params KeyValuePair<string, string>[] form) =>
        PostAsync(path, form, Simulators.Twilio.Sign(new Uri(Address, path), form));

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, KeyValuePair<string, string>[] form, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", signature);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public Task<string> MetricsAsync() => _http.GetStringAsync("metrics", TestContext.Current.CancellationToken);

    /// <summary>
    /// Waits until /metrics names it: the exporter gives the same answer again for a third of a second. In a process of its own only: of several
    /// programs in one process the exporter loses a metric as soon as the first of them that has it is gone.
    /// </summary>
    public async Task UntilMeasuredAsync(string metric)
    {
        var metrics = "";
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (!metrics.Contains(metric, StringComparison.Ordinal) && !patience.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            metrics = await MetricsAsync();
        }

        Assert.Contains(metric, metrics, StringComparison.Ordinal);
    }

    public Task<CallerResult> CallAsync(CallerScript script) => _phone.PlaceAsync(script, TestContext.Current.CancellationToken)
        .InTimeAsync($"the end of the call from {script.From}", LongestCall);

    /// <summary>Waits until the database says so; the program commits on its own time.</summary>
    public Task UntilAsync(string sql, Action? meanwhile = null) => Eventually.TrueAsync(() => Scalar<long>(sql) == 1, () => $"{sql}\n{Log}", meanwhile, BetweenLooks);

    public Task UntilLoggedAsync(string text, int times) => _app.Logged.UntilAsync(text, times);

    public T? Scalar<T>(string sql) => Rows(sql, reader => reader.IsDBNull(0) ? default : reader.GetFieldValue<T>(0)).Single();

    public IReadOnlyList<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>As another process that uses the database.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The program once more on the same database, with a command, until it has ended.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var command = new AppProcess(arguments, [.. _environment, ("ConnectionStrings__VoiceOps", $"Data Source={Database}")]);
        var (exitCode, error) = await command.EndedAsync(TestContext.Current.CancellationToken);
        return (exitCode, command.Log, error);
    }

    /// <summary>Runs a statement as somebody with a database client would.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _http.Dispose();
        await _app.DisposeAsync();
        await Simulators.DisposeAsync();
    }
}

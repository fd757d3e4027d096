using Microsoft.Data.Sqlite;
using VoiceOps.Tests.Hosting;
using VoiceOps.Voice.Simulation;
using VoiceOps.Voice.Simulation.Callers;
using VoiceOps.Voice.Simulation.Cerebras;
using Xunit;

namespace VoiceOps.Tests.Calls;

/// <summary>The real program in its own process, in normal mode, pointed at provider simulators that speak the real protocols.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly AppProcess _app;
    private readonly SimulatedCaller _phone;

    private RunningHost(AppProcess app, Simulators simulators, Uri address)
    {
        (_app, Simulators, Address) = (app, simulators, address);
        _phone = simulators.Caller(address);
    }

    public Simulators Simulators { get; }

    public Uri Address { get; }

    public string Log => _app.Log;

    public static async Task<RunningHost> StartAsync(ChatPacing? chat = null, params (string Key, string Value)[] settings)
    {
        var simulators = new Simulators(TimeProvider.System, chat: chat);
        await simulators.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri($"http://127.0.0.1:{AppProcess.FreePort()}");
        var environment = simulators.Settings(address).Where(setting => setting.Value is not null)
            .Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!));
        var app = new AppProcess(["--urls", address.OriginalString], [.. environment, .. settings]);
        await app.StartedAsync(TestContext.Current.CancellationToken);
        return new RunningHost(app, simulators, address);
    }

    public Task<CallerResult> CallAsync(CallerScript script) => _phone.PlaceAsync(script, TestContext.Current.CancellationToken);

    /// <summary>Waits until the database says so; the program commits on its own time.</summary>
    public async Task UntilAsync(string sql)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (Scalar<long>(sql) != 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    public T? Scalar<T>(string sql) => Rows(sql, reader => reader.IsDBNull(0) ? default : reader.GetFieldValue<T>(0)).Single();

    public IReadOnlyList<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={_app.DatabasePath}");
        connection.Open();
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

    /// <summary>Runs a statement as somebody with a database client would.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_app.DatabasePath}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _app.DisposeAsync();
        await Simulators.DisposeAsync();
    }
}

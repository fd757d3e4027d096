using System.CommandLine;
using System.Globalization;
using VoiceOps.Simulation;

namespace VoiceOps.Benchmarks.Load;

/// <summary>
/// The simulated providers in a process of their own. Prints the settings that lead a server to them, one <c>KEY=value</c> a line; the
/// callers want the same, because the phone network, Twilio, is where the phones are.
/// </summary>
internal static class SimulatorsCommand
{
    // Not 5090, where the pages of a server with a public address listen.
    private const int FirstPort = 5100;
    private const int LastPort = 65_532;

    // Its own database, since made-up calls must not stand among real ones; and room for as many calls as there may be. No value has a space:
    // the lines are read by a shell.
    private static readonly Dictionary<string, string?> LoadSettings = new()
    {
        ["ConnectionStrings:VoiceOps"] = "DataSource=voiceops-load.db",
        ["VoiceOps:MaxConcurrentCalls"] = LoadOptions.MostCalls.ToString(CultureInfo.InvariantCulture),
    };

    public static Command Create()
    {
        var port = CommandOptions.Number("--port", 1, LastPort, "the first of the four ports in a row that they listen at");
        port.DefaultValueFactory = _ => FirstPort;
        var server = CommandOptions.Server("--server", "the server that is led to them");
        server.DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080");
        var command = new Command("simulators", "Runs simulated providers, and prints the settings that a server and its callers need.") { port, server };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(port), parsed.GetRequiredValue(server), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task RunAsync(int port, Uri server, TextWriter output, CancellationToken cancellationToken)
    {
        await using var simulators = new Simulators(TimeProvider.System, LoadOptions.Speech, LoadOptions.Chat);
        await simulators.StartProvidersAsync(port + 1, cancellationToken);
        foreach (var (key, value) in simulators.Settings(server, network: new Uri($"http://127.0.0.1:{port}")).Concat(LoadSettings))
        {
            output.WriteLine($"{key.Replace(":", "__", StringComparison.Ordinal)}={value}");
        }

        await output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

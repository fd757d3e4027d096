using System.Globalization;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Load;

namespace VoiceOps.Web.Hosting.Verbs;

/// <summary>
/// The simulated providers in a process of their own. Prints the settings that lead a server to them, one <c>KEY=value</c> a line; the
/// callers want the same, because the phone network, Twilio, is where the phones are.
/// </summary>
internal sealed class SimulatorsVerb : Verb
{
    // Not 5090, where the pages of a server with a public address listen.
    private const int FirstPort = 5100;
    private const int LastPort = 65_532;

    // Its own database, since made-up calls must not stand among real ones; and room for as many calls as there may be. No value has a space:
    // the lines are read by a shell.
    private static readonly Dictionary<string, string?> LoadSettings = new()
    {
        ["ConnectionStrings:VoiceOps"] = "DataSource=voiceops-load.db",
        ["VoiceOps:MaxConcurrentCalls"] = CommandLine.MostCallers.ToString(CultureInfo.InvariantCulture),
    };

    public override string Name => "simulators";

    public override string Usage => "simulators [--port N] [--server URL]";

    public override string Summary => "runs simulated providers for a server at URL, and prints the settings that it and its callers need";

    public override IReadOnlyList<string> Options => ["--port", "--server"];

    public override string? Problem(VerbArguments arguments) =>
        arguments.Value("--port") is { } port && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > LastPort)
            ? $"--port needs the first of four ports in a row, 1 to {LastPort}; it has \"{port}\"."
            : LoadArguments.AddressProblem("--server", arguments.Value("--server"));

    public override async Task<int> RunAsync(VerbRun run, CancellationToken cancellationToken)
    {
        var port = int.Parse(run.Arguments.Value("--port") ?? FirstPort.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var server = new Uri(run.Arguments.Value("--server") ?? "http://127.0.0.1:5080");
        await using var simulators = new Simulators(TimeProvider.System, LoadOptions.Speech, LoadOptions.Chat);
        await simulators.StartProvidersAsync(port + 1, cancellationToken);
        foreach (var (key, value) in simulators.Settings(server, network: new Uri($"http://127.0.0.1:{port}")).Concat(LoadSettings))
        {
            run.Output.WriteLine($"{key.Replace(":", "__", StringComparison.Ordinal)}={value}");
        }

        await run.Output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Net;
using VoiceOps.Benchmarks;
using VoiceOps.Benchmarks.Load;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Benchmarks.Load;

[NeedsProgram]
public sealed class LoadTestTests
{
    [Fact]
    public async Task Run_AgainstTheProgram_MeasuresEveryTurnAndFrame()
    {
        await using var host = await RunningHost.StartAsync(new Simulators(TimeProvider.System, LoadOptions.Speech, LoadOptions.Chat));
        var options = new LoadOptions
        {
            Target = host.Address,
            Transcription = host.Simulators.Deepgram.Address,
            Calls = 3,
            Ramp = TimeSpan.FromSeconds(1),
            Warmup = TimeSpan.Zero,
            Duration = TimeSpan.FromSeconds(15),
            InterruptionRate = 0.5,
            HostProcess = Environment.ProcessId,
        };

        var report = await new LoadTest(options, host.Simulators, TimeProvider.System).RunAsync(_ => { }, TestContext.Current.CancellationToken);

        var lines = string.Join('\n', report.Lines());
        Assert.True(report.IsComplete, lines + host.Log);
        // A phone whose call is over calls again while the measurement goes on.
        Assert.True(report.Tally.Calls >= 3, lines);
        Assert.True(report.Measures.AddedTurn.Count > 0, lines);
        Assert.True(report.Measures.PauseHeard.Count > 0, lines);
        Assert.True(report.Measures.DownlinkTransit.Count > 0, lines);
        Assert.InRange(report.Measures.UplinkTransit.Count, 1, report.Measures.FramesSent);
    }

    // A server, its providers and its callers, each in a process of its own: whatever the report tells has been seen.
    [Fact]
    public async Task Commands_SimulatorsAndCallers_MeasureAServerElsewhere()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var address = new Uri($"http://127.0.0.1:{FreePorts.One()}");
        await using var providers = Benchmark(["simulators", "--server", address.OriginalString, "--port", $"{FreePorts.Row(4)}"]);
        var settings = await SettingsAsync(providers);
        await using var server = new AppProcess(["--urls", address.OriginalString], settings);
        await server.StartedAsync(cancellationToken);

        await using var callers = Benchmark(
            ["callers", "--target", address.OriginalString, "--calls", "2", "--ramp", "1", "--warmup", "0", "--duration", "20", "--watch", $"{server.Id}"], settings);

        var (exitCode, error) = await callers.EndedAsync(cancellationToken);
        Assert.True(exitCode == 0, callers.Log + error + server.Log);
        Assert.Contains("2 calls at a time for 20 s, 2 in all", callers.Log);
        Assert.All(
            ["added turn latency", "frame, caller to transcription", "frame, speech to caller", "server, CPU ms a call-second", "server, MB of memory a call"],
            figure => Assert.Matches($@"\| {figure} +\| [\d.-]+ +\|", callers.Log));
        await providers.TerminateAsync(cancellationToken);
        Assert.Equal(0, (await providers.EndedAsync(cancellationToken)).ExitCode);
    }

    [Fact]
    public async Task Callers_WithoutTheSettingsOfSimulators_SaysWhatToDo()
    {
        await using var callers = Benchmark(["callers", "--target", "http://127.0.0.1:5080", "--calls", "2"]);

        var (exitCode, error) = await callers.EndedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains("Twilio:ApiBaseUrl is https://api.twilio.com. Give it the settings that \"simulators\" printed", error);
    }

    [Theory]
    [InlineData("callers --target http://127.0.0.1:5080", "'--calls' is required")]
    [InlineData("callers --calls 3 --targt http://127.0.0.1:5080", "'--target' is required")]
    [InlineData("callers --calls 3 --target https://voice.example.com", "--target needs a server on this machine")]
    [InlineData("callers --calls 3 --target http://127.0.0.1:5080/twilio", "--target needs a server on this machine")]
    [InlineData("callers --calls many --target http://127.0.0.1:5080", "--calls needs a number from 1 to 1000")]
    [InlineData("callers --calls 3 --target http://127.0.0.1:5080 --interruptions 2", "--interruptions needs a number from 0 to 1")]
    [InlineData("simulators --port 70000", "--port needs a number from 1 to 65532")]
    [InlineData("simulators --server http://voice.example.com", "--server needs a server on this machine")]
    public void Commands_WrongOptions_SayWhat(string words, string problem) => Assert.Contains(
        BenchmarkCommands.Root().Parse(words.Split(' ')).Errors, error => error.Message.Contains(problem, StringComparison.Ordinal));

    // Where 0.2 is written 0,2 the machine's own reading would take it for 2.
    [Theory]
    [InlineData("", 60, 0.2)]
    [InlineData("--duration 7.5 --interruptions 0.25", 7.5, 0.25)]
    public void Callers_Options_AreReadTheSameInAnyCulture(string words, double seconds, double interruptions)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var arguments = new LoadArguments();
            var command = new Command("callers");
            arguments.Options.ToList().ForEach(command.Add);

            var options = arguments.Read(command.Parse($"--target http://127.0.0.1:5080 --calls 3 {words}"), new Uri("http://127.0.0.1:5101"));

            Assert.Equal((3, TimeSpan.FromSeconds(seconds), interruptions), (options.Calls, options.Duration, options.InterruptionRate));
            Assert.Null(options.CallLength);
            Assert.Null(options.HostProcess);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Reasoning_EveryThought_TakesWhatTheLoadTestTakesItFor() => Assert.All(
        Enumerable.Range(0, 50).Select(turn => PersonaReplies.Reasoning([new ChatMessage("user", $"question {turn}")])),
        thought => Assert.Equal(PersonaReplies.ReasoningTokens, TokenCounter.Split(thought).Count));

    private static AppProcess Benchmark(string[] arguments, params (string Key, string Value)[] environment) =>
        new(arguments, database: null, environment, "VoiceOps.Benchmarks");

    private static async Task<(string Key, string Value)[]> SettingsAsync(AppProcess providers)
    {
        await providers.Logged.UntilAsync("VoiceOps__MaxConcurrentCalls=");

        // All but the database: each program of a test has its own.
        return
        [
            .. providers.Log.Split('\n').Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2 && parts[0] != "ConnectionStrings__VoiceOps")
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}

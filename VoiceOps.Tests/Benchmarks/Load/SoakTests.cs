using System.Diagnostics;
using VoiceOps.Benchmarks.Load;
using VoiceOps.Simulation;
using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.Deepgram;
using VoiceOps.Simulation.ElevenLabs;
using VoiceOps.Tests.Calls;
using VoiceOps.Tests.Hosting;
using Xunit;

namespace VoiceOps.Tests.Benchmarks.Load;

/// <summary>Many calls at once with interruptions and refusing providers: each ends once, and the books are the providers' own to the last unit.</summary>
[NeedsProgram]
public sealed class SoakTests
{
    // What a second run of the same calls may leave behind: the heap's own ups and downs, but not a call's worth of memory each.
    private const long MemorySlack = 60_000_000;

    [Fact]
    public Task Calls_AFewWithFaults_EndOnceAndAddUp() => SoakAsync(calls: 8, TimeSpan.FromSeconds(15));

    /// <summary>Two minutes of 200 calls: <c>bench/soak.sh</c>.</summary>
    [Fact(Explicit = true)]
    public Task Calls_TwoHundredForTwoMinutes_EndOnceAndAddUp() => SoakAsync(calls: 200, TimeSpan.FromMinutes(2));

    private static async Task SoakAsync(int calls, TimeSpan duration)
    {
        await using var host = await RunningHost.StartProcessAsync(
            new Simulators(TimeProvider.System, LoadOptions.Speech, LoadOptions.Chat), ("VoiceOps__MaxConcurrentCalls", $"{calls * 2}"));
        using var process = Process.GetProcessById(host.ProcessId);
        var options = new LoadOptions
        {
            Target = host.Address,
            Transcription = host.Simulators.Deepgram.Address,
            Calls = calls,
            Ramp = TimeSpan.FromSeconds(calls / 20.0),
            Warmup = TimeSpan.Zero,
            Duration = duration / 2,
            CallLength = TimeSpan.FromSeconds(7),
            InterruptionRate = 0.4,
        };

        await RunAsync(host, options with { Seed = 1 });
        var warm = Memory(process);
        await RunAsync(host, options with { Seed = 2 });

        Assert.True(Memory(process) - warm < MemorySlack, $"{warm} bytes after the first half, {Memory(process)} after the second");
        await AssertEachEndedOnceAsync(host);
        AssertBooksEqualTheProviders(host);
        var faults = host.Log.Split('\n').Where(line => line.Contains(" fail: ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task RunAsync(RunningHost host, LoadOptions options)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = new LoadFaults(host.Simulators, TimeSpan.FromSeconds(1), options.Seed, TimeProvider.System);
        var failing = faults.RunAsync(quiet.Token);
        await new LoadTest(options, host.Simulators, TimeProvider.System).RunAsync(_ => { }, cancellationToken);
        await quiet.CancelAsync();
        await failing;
        Assert.True(faults.Count > 0);
        await host.UntilAsync("SELECT COUNT(*) = 0 FROM calls WHERE ended_at IS NULL");
        await host.UntilAsync("SELECT COUNT(*) = 0 FROM calls WHERE status = 'completed' AND started_at IS NOT NULL AND duration_seconds IS NULL");
    }

    private static async Task AssertEachEndedOnceAsync(RunningHost host)
    {
        var placed = host.Simulators.Twilio.Calls;
        Assert.Equal(placed.Count, host.Scalar<long>("SELECT COUNT(*) FROM calls WHERE ended_at IS NOT NULL AND ended_reason IS NOT NULL"));
        Assert.Equal(placed.Count, host.Scalar<long>("SELECT COUNT(DISTINCT call_sid) FROM calls"));

        // The log is written behind the commit. Who was turned away, or hung up before the stream began, had no conversation that could end.
        var answered = host.Rows(
            "SELECT call_sid FROM calls WHERE started_at IS NOT NULL AND ended_reason <> 'rejected' AND IFNULL(missing_usage, '') NOT LIKE '%never started%'",
            row => row.GetString(0));
        Assert.InRange(answered.Count, placed.Count / 2, placed.Count);
        await host.UntilLoggedAsync(" ended (", answered.Count);
        var ended = host.Log.Split('\n').Where(line => line.Contains(" ended (", StringComparison.Ordinal)).ToList();
        Assert.Equal(answered.Count, ended.Count);
        Assert.All(answered, sid => Assert.Single(ended, line => line.Contains($"Call {sid} ended (", StringComparison.Ordinal)));
    }

    private static void AssertBooksEqualTheProviders(RunningHost host)
    {
        var (twilio, deepgram, elevenLabs, cerebras) = (host.Simulators.Twilio, host.Simulators.Deepgram, host.Simulators.ElevenLabs, host.Simulators.Cerebras);
        Assert.Equal(
            twilio.Calls.Where(call => call.DurationSeconds > 0).Sum(call => (call.DurationSeconds + 59) / 60),
            Micros(host, "service = 'twilio'") / 1_000_000m);
        Assert.Equal(elevenLabs.Counts.Total(ElevenLabsSimulator.Speech), Micros(host, "service = 'elevenlabs'") / 1_000_000m);
        Assert.All(
            deepgram.Counts.Read().Where(use => use.Operation == DeepgramSimulator.Transcription),
            use => Assert.Equal(use.Amount, Micros(host, $"provider_request_id = '{use.Handle}'") / 1_000_000m));
        AssertTokensEqualTheProviders(host, cerebras.Counts.Read());
        Assert.Equal(0, host.Scalar<long>("SELECT COUNT(*) FROM (SELECT transaction_id FROM ledger_entries GROUP BY transaction_id HAVING SUM(amount_nanos) <> 0)"));
        Assert.Equal(Micros(host, "TRUE"), host.Scalar<long>("SELECT SUM(usage_micros) FROM cost_rollups"));
    }

    /// <summary>
    /// A reply that was given up may have ended before its usage came: then it is in the books as an estimate. Given up before its first chunk, it
    /// has an id of the books' own there, because the provider's came with none.
    /// </summary>
    private static void AssertTokensEqualTheProviders(RunningHost host, IReadOnlyList<ProviderUse> counted)
    {
        var tokens = counted.Where(use => use.Operation is CerebrasSimulator.Prompt or CerebrasSimulator.Completion).ToList();
        var metered = Requests(host, "metered");
        var estimated = Requests(host, "estimated");
        Assert.All(
            tokens.Where(use => metered.Contains(use.Handle)),
            use => Assert.Equal(use.Amount, Micros(host, $"provider_request_id = '{use.Handle}' AND operation = '{use.Operation}'") / 1_000_000m));
        Assert.Subset(tokens.Select(use => use.Handle).ToHashSet(), metered);
        var nameless = tokens.Select(use => use.Handle).Distinct().Count(handle => !metered.Contains(handle) && !estimated.Contains(handle));
        Assert.InRange(nameless, 0, estimated.Count(id => id.StartsWith("CA", StringComparison.Ordinal)));
    }

    private static HashSet<string> Requests(RunningHost host, string basis) =>
        [.. host.Rows($"SELECT DISTINCT provider_request_id FROM api_call_events WHERE service = 'cerebras' AND basis = '{basis}'", row => row.GetString(0))];

    private static long Micros(RunningHost host, string where) => host.Scalar<long>($"SELECT IFNULL(SUM(usage_micros), 0) FROM api_call_events WHERE {where}");

    private static long Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }
}

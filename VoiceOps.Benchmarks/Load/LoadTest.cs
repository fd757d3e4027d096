using VoiceOps.Simulation;
using VoiceOps.Simulation.Audio;
using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Benchmarks.Load;

/// <summary>
/// Gives a host so many simulated calls at a time and measures it from outside, at its phones and at its transcription; either may be in
/// any process of this machine.
/// </summary>
/// <param name="simulators">Whose Twilio the phones are on.</param>
internal sealed class LoadTest(LoadOptions options, Simulators simulators, TimeProvider time)
{
    private readonly LineProbes _probes = new();
    private readonly LineMeasures _measures = new(LoadOptions.Speech, LoadOptions.Chat);
    private readonly LoadTally _tally = new();

    /// <summary>Returns when the last call is over. <paramref name="tell"/> gets a line for each step.</summary>
    public async Task<LoadReport> RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        using var caller = simulators.Caller(options.Target);
        using var host = options.HostProcess is { } process ? new WatchedProcess(process) : null;
        using var watch = await LineWatch.OpenAsync(options.Transcription, _probes, cancellationToken);
        using var providers = watch.ProcessId == Environment.ProcessId ? null : new WatchedProcess(watch.ProcessId);
        var (idle, load) = (host?.Memory ?? 0, LoadMachine.Load());
        var started = time.GetTimestamp();
        tell($"{options.Calls} calls to {options.Target}, all on within {options.Ramp.TotalSeconds:0} s");
        var phones = Task.WhenAll(Enumerable.Range(0, options.Calls).Select(phone => KeepCallingAsync(caller, phone, started, cancellationToken)));
        await Task.Delay(options.Ramp + options.Warmup, time, cancellationToken);

        tell($"measuring for {options.Duration.TotalSeconds:0} s");
        var (self, hostTime, providersTime, wall) = (Environment.CpuUsage.TotalTime, host?.ProcessorTime, providers?.ProcessorTime, time.GetTimestamp());
        var atStart = host?.Memory ?? 0;
        _measures.Open();
        await Task.Delay(options.Duration, time, cancellationToken);
        _measures.Close();
        var measured = time.GetElapsedTime(wall);
        var report = new LoadReport
        {
            Options = options,
            Measures = _measures,
            Tally = _tally,
            CallTime = _measures.FramesSent * MuLaw.FrameTime,
            IsWhole = watch.IsWhole,
            LoadBefore = load,
            LoadAfter = LoadMachine.Load(),
            CallersShare = (Environment.CpuUsage.TotalTime - self) / measured,
            ProvidersShare = (providers?.ProcessorTime - providersTime) / measured,
            HostTime = host?.ProcessorTime - hostTime,
            HostShare = (host?.ProcessorTime - hostTime) / measured,
            MemoryIdle = idle,
            MemoryAtStart = atStart,
            MemoryAtEnd = host?.Memory ?? 0,
        };

        tell("hanging up");
        await phones;
        return report;
    }

    private async Task KeepCallingAsync(SimulatedCaller caller, int phone, long started, CancellationToken cancellationToken)
    {
        var scripts = new LoadScripts(options, phone);
        await Task.Delay(phone * options.Ramp / options.Calls, time, cancellationToken);
        while (options.Length - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            var probe = _probes.Add(_measures);
            try
            {
                _tally.Ended(await caller.PlaceAsync(scripts.Write(left), probe, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                _tally.Failed(exception);
            }
            finally
            {
                _probes.Remove(probe);
            }
        }
    }
}

using System.Collections.Concurrent;
using VoiceOps.Simulation.Lines;

namespace VoiceOps.Benchmarks.Load;

/// <summary>The lines that are measured, by the numbers in their stamps.</summary>
internal sealed class LineProbes
{
    private readonly ConcurrentDictionary<int, LineProbe> _probes = [];
    private int _last;

    public LineProbe Add(LineMeasures measures)
    {
        var probe = new LineProbe(Interlocked.Increment(ref _last), measures);
        _probes[probe.Number] = probe;
        return probe;
    }

    public LineProbe? Find(int number) => _probes.GetValueOrDefault(number);

    public void Remove(LineProbe probe) => _probes.TryRemove(probe.Number, out _);
}

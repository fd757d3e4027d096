using System.Diagnostics;

namespace VoiceOps.Benchmarks.Load;

/// <summary>Another process on this machine: what it takes, as the system counts it.</summary>
internal sealed class WatchedProcess(int id) : IDisposable
{
    private readonly Process _process = Process.GetProcessById(id);

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of physical memory.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public void Dispose() => _process.Dispose();
}

using System.Runtime.InteropServices;

namespace VoiceOps.Benchmarks.Load;

/// <summary>The machine, as far as figures depend on it. What the system does not tell is left out.</summary>
internal static class LoadMachine
{
    private const string Processors = "/proc/cpuinfo";
    private const string Loads = "/proc/loadavg";

    /// <summary>Such as <c>2 × AMD EPYC 7B13</c>.</summary>
    public static string Name()
    {
        // Not Environment.ProcessorCount: this process may be tied to one of them.
        var models = File.Exists(Processors)
            ? File.ReadLines(Processors).Where(line => line.StartsWith("model name", StringComparison.Ordinal)).ToList()
            : [];
        return models is [var first, ..]
            ? $"{models.Count} × {first[(first.IndexOf(':') + 1)..].Trim()}"
            : $"{Environment.ProcessorCount} × {RuntimeInformation.OSArchitecture}";
    }

    /// <summary>Processes that ran or waited to, on average over the last minute.</summary>
    public static string? Load() => File.Exists(Loads) ? File.ReadAllText(Loads).Split(' ')[0] : null;
}

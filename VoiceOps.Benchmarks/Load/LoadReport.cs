using System.Globalization;
using System.Runtime.InteropServices;
using VoiceOps.Simulation.Lines;
using VoiceOps.Voice.Reporting;

namespace VoiceOps.Benchmarks.Load;

/// <summary>What a load test found, as Markdown. A figure that has a target says whether it is met.</summary>
internal sealed class LoadReport
{
    private const double BytesPerMegabyte = 1_000_000;
    private static readonly TimeSpan TurnTarget = TimeSpan.FromMilliseconds(6);
    private static readonly TimeSpan ClearTarget = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan HostTarget = TimeSpan.FromMilliseconds(1.5);
    private const double MemoryTarget = 0.5;

    // Of one core: beyond, it is the generator that is measured.
    private const double GeneratorLimit = 0.85;

    public required LoadOptions Options { get; init; }

    public required LineMeasures Measures { get; init; }

    public required LoadTally Tally { get; init; }

    /// <summary>Time on the line of all calls together while it was measured.</summary>
    public required TimeSpan CallTime { get; init; }

    /// <summary>Whether all was told that the transcription saw.</summary>
    public required bool IsWhole { get; init; }

    public required double CallersShare { get; init; }

    /// <summary>Null when the simulated providers are in the callers' process.</summary>
    public double? ProvidersShare { get; init; }

    public string? LoadBefore { get; init; }

    public string? LoadAfter { get; init; }

    public TimeSpan? HostTime { get; init; }

    public double? HostShare { get; init; }

    public long MemoryIdle { get; init; }

    /// <summary>When measuring began, with all calls on.</summary>
    public long MemoryAtStart { get; init; }

    public long MemoryAtEnd { get; init; }

    /// <summary>Whether every call went as its caller meant it to, and was seen from both ends.</summary>
    public bool IsComplete => IsWhole && Tally.OtherEnds.Count == 0 && Tally.Calls > 0;

    public IEnumerable<string> Lines() => [.. Head(), "", .. Times().Lines(), "", .. Totals().Lines()];

    private IEnumerable<string> Head()
    {
        yield return Text($"{Options.Calls} calls at a time for {Options.Duration.TotalSeconds:0} s, {Tally.Calls} in all: {Tally.Sentences} sentences, {Tally.Interruptions} of them over the agent, {Tally.Clears} clears.");
        yield return Text($"{LoadMachine.Name()}, load {LoadBefore ?? "unknown"} before and {LoadAfter ?? "unknown"} at the end, {RuntimeInformation.FrameworkDescription}.");
        foreach (var (end, count) in Tally.OtherEnds)
        {
            yield return Text($"{count} calls went otherwise than their callers meant: {end}.");
        }

        if (!IsWhole)
        {
            yield return "The simulated transcription stopped telling what it saw: what depends on it is not complete.";
        }
    }

    private ReportTable Times()
    {
        var table = new ReportTable("ms", "p50", "p95", "p99", "max", "of", "target", "");
        Add("added turn latency", Measures.AddedTurn, TurnTarget);
        Add("whole turn latency", Measures.WholeTurn);
        Add("pause that callers hear", Measures.PauseHeard);
        Add("SpeechStarted to clear (barge-in)", Measures.Clear, ClearTarget);
        Add("frame, caller to transcription", Measures.UplinkTransit);
        Add("frame, speech to caller", Measures.DownlinkTransit);
        Add("callers' own lateness", Measures.SentLate);
        return table;

        void Add(string name, LatencyCounts times, TimeSpan? target = null)
        {
            var count = Text($"{times.Count}");
            var limit = target?.TotalMilliseconds;
            var most = limit is null ? "" : Text($"p99 ≤ {limit}");
            if (times.Count == 0)
            {
                table.Add(name, "not seen", "", "", "", count, most, "");
                return;
            }

            table.Add(name, At(50), At(95), At(99), At(100), count, most, limit is null ? "" : Verdict(Value(99) <= limit));

            string At(int percent) => Text($"{Value(percent):0.00}");
            double Value(int percent) => (times.At(percent)!.Value * LineMeasures.Unit).TotalMilliseconds;
        }
    }

    private ReportTable Totals()
    {
        var table = new ReportTable("", "value", "", "target", "");
        var (late, frames) = (Measures.LateUplink + Measures.LateDownlink, Measures.UplinkTransit.Count + Measures.DownlinkTransit.Count);
        table.Add("frames late by over 40 ms", Text($"{late}"), Text($"of {frames}: {Measures.LateUplink} to and {Measures.LateDownlink} from the server"), "0", Verdict(late == 0));
        table.Add("underruns", Text($"{Measures.Underruns}"), "the phone ran dry in the middle of a sentence", "0", Verdict(Measures.Underruns == 0));
        table.Add("turns without an answer", Text($"{Measures.UnansweredTurns}"), "the caller's next turn came first", "", "");
        if (HostTime is { } hostTime)
        {
            var perCallSecond = (hostTime / CallTime.TotalSeconds).TotalMilliseconds;
            var perCall = (MemoryAtEnd - MemoryIdle) / BytesPerMegabyte / Options.Calls;
            table.Add("server, CPU ms a call-second", Text($"{perCallSecond:0.000}"), Text($"{HostShare:P0} of a core"), Text($"≤ {HostTarget.TotalMilliseconds}"), Verdict(perCallSecond <= HostTarget.TotalMilliseconds));
            table.Add("server, MB of memory a call", Text($"{perCall:0.00}"), Text($"{Megabytes(MemoryIdle)} before, {Megabytes(MemoryAtStart)} when measuring began, {Megabytes(MemoryAtEnd)} at the end"), Text($"≤ {MemoryTarget}"), Verdict(perCall <= MemoryTarget));
        }
        else
        {
            table.Add("server, CPU and memory", "not seen", "--watch PID names its process", "", "");
        }

        var generator = CallersShare + (ProvidersShare ?? 0);
        table.Add(
            "generator, share of a core",
            Text($"{generator:P0}"),
            ProvidersShare is { } providers ? Text($"callers {CallersShare:P0}, simulators {providers:P0}") : "callers and simulators together",
            Text($"< {GeneratorLimit:P0}"),
            Verdict(generator < GeneratorLimit));
        return table;
    }

    private static string Megabytes(long bytes) => Text($"{bytes / BytesPerMegabyte:0} MB");

    private static string Verdict(bool isMet) => isMet ? "met" : "missed";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

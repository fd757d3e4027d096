using Microsoft.Extensions.Logging;

namespace VoiceOps.Simulation;

internal static partial class SimulationLog
{
    [LoggerMessage(9501, LogLevel.Information, "DEMO: simulated providers, {Callers} simulated callers, database {Database}")]
    public static partial void DemoStarts(this ILogger logger, int callers, string database);

    [LoggerMessage(9502, LogLevel.Information, "DEMO: wrote {Calls} calls of the {Days} days to {End:yyyy-MM-dd} in {Seconds:F1} s")]
    public static partial void HistoryWritten(this ILogger logger, int calls, int days, DateTime end, double seconds);

    [LoggerMessage(9503, LogLevel.Debug, "Simulated call {CallSid} ended: {Status} by {EndedBy} after {Seconds} s")]
    public static partial void CallEnded(this ILogger logger, string callSid, string status, Callers.CallEnd endedBy, int seconds);

    [LoggerMessage(9504, LogLevel.Warning, "A simulated call failed")]
    public static partial void CallFailed(this ILogger logger, Exception exception);
}

using VoiceOps.Voice.Calls.Incoming;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.CommandCenter;

/// <summary>The system's state, measured every three seconds while anyone watches.</summary>
internal sealed class StatusFeed(StatusReader reader, TimeProvider time, ILogger<StatusFeed> logger) : LiveReading<StatusReport>(
    reader.ReadAsync, new LivePace<StatusReport>(TimeSpan.FromSeconds(3)), time, logger);

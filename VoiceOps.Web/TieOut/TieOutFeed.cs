using VoiceOps.Voice.TieOut;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.TieOut;

/// <summary>How the books stand, twice a second while anyone watches.</summary>
internal sealed class TieOutFeed(BooksTieOut tieOut, TimeProvider time, ILogger<TieOutFeed> logger) : LiveReading<TieOutState>(
    _ => Task.FromResult(tieOut.State), new LivePace<TieOutState>(TimeSpan.FromMilliseconds(500)), time, logger);

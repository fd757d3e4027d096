using VoiceOps.Voice.History;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.History;

/// <summary>How far the backfill is, twice a second while anyone watches.</summary>
internal sealed class BackfillFeed(TwilioBackfill backfill, TimeProvider time, ILogger<BackfillFeed> logger) : LiveReading<BackfillProgress>(
    _ => Task.FromResult(backfill.Progress), new LivePace<BackfillProgress>(TimeSpan.FromMilliseconds(500)), time, logger);

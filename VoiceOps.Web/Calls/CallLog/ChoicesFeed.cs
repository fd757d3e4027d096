using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>The values that calls can be filtered by, the same for every viewer. Read again after commits, once a second at most.</summary>
public sealed class ChoicesFeed(CallLogQueries log, CommitSignal commits, TimeProvider time, ILogger<ChoicesFeed> logger)
    : LiveReading<CallLogChoices>(log.ChoicesAsync, new LivePace<CallLogChoices>(TimeSpan.FromSeconds(1)) { Commits = commits }, time, logger);

using VoiceOps.Voice.Data;
using VoiceOps.Web.Shared.Live;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>What calls can be narrowed to, the same for all; read again after commits, once a second at most.</summary>
public sealed class ChoicesFeed(CallLogQueries log, CommitSignal commits, TimeProvider time, ILogger<ChoicesFeed> logger)
    : LiveReading<CallLogChoices>(log.ChoicesAsync, new LivePace<CallLogChoices>(TimeSpan.FromSeconds(1)) { Commits = commits }, time, logger);

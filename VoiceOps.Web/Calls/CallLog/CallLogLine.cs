using VoiceOps.Voice.Reporting;

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>One call of the log, with what its turns tell.</summary>
public sealed record CallLogLine
{
    public required RecentCall Call { get; init; }

    public required WasteTotals Waste { get; init; }

    public required int Turns { get; init; }

    public required int InterruptedTurns { get; init; }

    public CallLogKey Key => new(Call.CreatedAt, Call.CallId);
}

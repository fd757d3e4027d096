namespace VoiceOps.Web.Calls.CallLog;

/// <summary>One page of the log, newest first.</summary>
public sealed record CallLogPage
{
    public required IReadOnlyList<CallLogLine> Lines { get; init; }

    /// <summary>Matching calls that are newer than this page's first.</summary>
    public required long Newer { get; init; }

    /// <summary>Whether older matching calls follow.</summary>
    public required bool HasOlder { get; init; }

    public CallLogKey? First => Lines.Count == 0 ? null : Lines[0].Key;

    public CallLogKey? Last => Lines.Count == 0 ? null : Lines[^1].Key;
}

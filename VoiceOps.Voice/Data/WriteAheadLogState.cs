using System.Globalization;

namespace VoiceOps.Voice.Data;

/// <summary>How large the write-ahead log is, and since when it cannot be shortened (UTC); null while it can.</summary>
public sealed record WriteAheadLogState(long Bytes, DateTime? PinnedSince)
{
    /// <summary>In words, what keeps it; null while nothing does. The size in steps, so that it changes only when something does.</summary>
    public string? Problem => PinnedSince is not { } since ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"the write-ahead log has {Math.Max(1, Bytes / 50_000_000) * 50} MB or more and cannot be shortened since {since:yyyy-MM-dd HH:mm} UTC: a reader holds it. Look for a client with an open transaction");
}

namespace VoiceOps.Web.Calls.CallLog;

/// <summary>Where a page of the log begins. No key at all: at the newest call.</summary>
public sealed record CallLogPosition
{
    public static CallLogPosition Newest { get; } = new();

    /// <summary>The page begins right after this call, with older ones.</summary>
    public CallLogKey? Before { get; init; }

    /// <summary>The page ends right before this call, with newer ones.</summary>
    public CallLogKey? After { get; init; }

    /// <summary>The page begins at this call, whatever came since.</summary>
    public CallLogKey? From { get; init; }
}

namespace VoiceOps.Voice.Pricing.Versions;

/// <summary>What somebody did to a rate.</summary>
public static class RateAction
{
    /// <summary>A version was put in force, from a moment on.</summary>
    public const string Set = "set";

    /// <summary>The version in force was given an end, without another in its place.</summary>
    public const string Ended = "ended";

    /// <summary>A version that had not begun was taken back.</summary>
    public const string Cancelled = "cancelled";
}

namespace VoiceOps.Voice.Pricing.Versions;

/// <summary>Who changes something and why, as they say themselves: there is no sign-in yet.</summary>
public sealed record Signature
{
    public const int LongestName = 80;
    public const int LongestReason = 200;

    private readonly string _by = "";
    private readonly string _reason = "";

    public required string By
    {
        get => _by;
        init => _by = value.Trim();
    }

    public required string Reason
    {
        get => _reason;
        init => _reason = value.Trim();
    }

    /// <summary>UTC; as of when the one who signs had seen what is changed. Whoever changed it since then is told of first. Null: nothing was looked at.</summary>
    public DateTime? SeenAt { get; init; }

    /// <summary>What is missing, in words for the one who signs, or null.</summary>
    public string? Problem =>
        By.Length == 0 ? "Say who you are: the name is kept with the change."
        : Reason.Length == 0 ? "Say why: the reason is kept with the change."
        : By.Length > LongestName ? $"A name of {LongestName} characters at most."
        : Reason.Length > LongestReason ? $"A reason of {LongestReason} characters at most."
        : null;
}

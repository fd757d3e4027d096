namespace VoiceOps.Voice.Usage;

/// <summary>How sure a cost is; each is better than the one before it.</summary>
public static class UsageBasis
{
    public const string Estimated = "estimated";
    public const string Metered = "metered";
    public const string Billed = "billed";
}

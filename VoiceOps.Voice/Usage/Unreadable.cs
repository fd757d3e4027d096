namespace VoiceOps.Voice.Usage;

/// <summary>What a stored value reads as that is none: no price and no time is ever these, so whoever meets one leaves its row alone.</summary>
public static class Unreadable
{
    public const decimal Price = decimal.MinValue;

    public static readonly DateTime Time = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
}

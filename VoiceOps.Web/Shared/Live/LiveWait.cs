namespace VoiceOps.Web.Shared.Live;

/// <summary>How long it is until the next read.</summary>
/// <param name="Shortest">From the start of the last read, however much was committed since.</param>
/// <param name="Longest">From the end of the last read, although nothing was committed since.</param>
internal sealed record LiveWait(TimeSpan Shortest, TimeSpan Longest)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
}

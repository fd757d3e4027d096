namespace VoiceOps.Voice.Providers.Connections;

/// <summary>Pauses between tries: 0.1 s, doubling to 2 s, each shortened at random by up to half, so that calls that dropped together do not come back together.</summary>
internal static class Backoff
{
    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(100);

    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan Delay(int tries)
    {
        var full = First * Math.Pow(2, Math.Min(tries, 10));
        return (full < Longest ? full : Longest) * (1 - (Random.Shared.NextDouble() / 2));
    }
}

namespace VoiceOps.Simulation.Twilio;

/// <summary>What the simulated Twilio charges: started minutes, of the voice and of the media stream apart. Together they are the all-in 0.014.</summary>
internal static class NetworkPrices
{
    public const decimal OpeningBalance = 250;
    public const decimal VoicePerMinute = 0.0100m;

    private const decimal StreamPerMinute = 0.0040m;

    /// <summary>Twilio tells a call's price some time after the call.</summary>
    private static readonly TimeSpan BilledAfter = TimeSpan.FromSeconds(30);

    public static int VoiceMinutes(NetworkCall call) => StartedMinutes(call.DurationSeconds);

    public static int StreamMinutes(NetworkCall call) => StartedMinutes(call.StreamSeconds);

    public static decimal Voice(NetworkCall call) => VoiceMinutes(call) * VoicePerMinute;

    public static decimal Stream(NetworkCall call) => StreamMinutes(call) * StreamPerMinute;

    public static bool IsBilled(NetworkCall call, DateTimeOffset now) => call.DurationSeconds > 0 && call.EndedAt + BilledAfter <= now;

    private static int StartedMinutes(int seconds) => (seconds + 59) / 60;
}

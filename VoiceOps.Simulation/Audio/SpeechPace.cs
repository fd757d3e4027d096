namespace VoiceOps.Simulation.Audio;

/// <summary>How fast simulated people and voices speak.</summary>
internal static class SpeechPace
{
    public const int CharactersPerSecond = 15;

    public static TimeSpan Of(int characters) => TimeSpan.FromSeconds((double)characters / CharactersPerSecond);
}

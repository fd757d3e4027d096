namespace VoiceOps.Simulation.Audio;

/// <summary>The sound of a simulated voice: a pitch with two overtones that rises and falls in syllables.</summary>
internal static class VoiceTone
{
    private const double Pitch = 160;
    private const double SyllablesPerSecond = 4;
    private const double Loudness = 5_000;

    // One second, repeated: all parts have whole periods in it, so there is no click at the seam.
    private static readonly byte[] Second = [.. Enumerable.Range(0, MuLaw.BytesPerSecond).Select(index => MuLaw.Encode(Sample(index)))];

    /// <summary>Fills <paramref name="target"/> with the voice as it sounds from <paramref name="offset"/> bytes on.</summary>
    public static void Fill(Span<byte> target, int offset)
    {
        for (var index = 0; index < target.Length; index++)
        {
            target[index] = Second[(offset + index) % Second.Length];
        }
    }

    /// <summary>The voice for so long, in mu-law.</summary>
    public static byte[] Sample(TimeSpan length)
    {
        var audio = new byte[(int)(length.TotalSeconds * MuLaw.BytesPerSecond)];
        Fill(audio, 0);
        return audio;
    }

    private static short Sample(int index)
    {
        var time = (double)index / MuLaw.BytesPerSecond;
        var angle = 2 * Math.PI * Pitch * time;
        var wave = Math.Sin(angle) + (0.5 * Math.Sin(3 * angle)) + (0.25 * Math.Sin(5 * angle));
        var envelope = 0.55 - (0.45 * Math.Cos(2 * Math.PI * SyllablesPerSecond * time));
        return (short)(Loudness * envelope * wave);
    }
}

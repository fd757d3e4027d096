using System.Buffers.Binary;

namespace VoiceOps.Simulation.Audio;

/// <summary>
/// A phrase as sound: each 20 ms frame is one of 17 tones, a sync tone and then the four hex digits of the phrase's number,
/// again and again for as long as the words would take. The tones are 100 Hz apart, so a frame holds whole periods of each.
/// </summary>
internal static class PhraseCode
{
    public const int Sync = 16;
    public const int Digits = 4;
    private const int Tones = 17;
    private const int LowestHertz = 400;
    private const int StepHertz = 100;
    private const double Amplitude = 8_000;
    private const double AudibleAmplitude = 500;

    private static readonly double[] Coefficients =
        [.. Enumerable.Range(0, Tones).Select(tone => 2 * Math.Cos(2 * Math.PI * Hertz(tone) / MuLaw.BytesPerSecond))];

    private static readonly byte[][] Frames = [.. Enumerable.Range(0, Tones).Select(Frame)];

    // The first bytes tell all tones apart. A line that loses nothing delivers every frame as it was made.
    private static readonly Dictionary<ulong, int> Starts = Enumerable.Range(0, Tones).ToDictionary(tone => Start(Frames[tone]));

    /// <summary>How many frames it takes to say a text; whole repetitions of its code.</summary>
    public static int FrameCount(string text)
    {
        var frames = (int)Math.Ceiling(SpeechPace.Of(text.Length) / MuLaw.FrameTime);
        return Math.Max(5, (frames + Digits) / (Digits + 1)) * (Digits + 1);
    }

    public static ReadOnlyMemory<byte> Encode(ushort number, int frame)
    {
        var position = frame % (Digits + 1);
        return Frames[position == 0 ? Sync : (number >> (4 * (Digits - position))) & 0x0F];
    }

    /// <summary>The tone of a frame, or null for silence.</summary>
    public static int? Decode(ReadOnlySpan<byte> frame)
    {
        // Nothing but the two codes next to zero, one of which a stamp may have left.
        if (!frame.ContainsAnyExcept(MuLaw.Silence, (byte)(MuLaw.Silence - 1)))
        {
            return null;
        }

        if (frame.Length == MuLaw.FrameBytes && Starts.TryGetValue(Start(frame), out var known) && frame.SequenceEqual(Frames[known]))
        {
            return known;
        }

        var loudness = 0L;
        foreach (var code in frame)
        {
            loudness += Math.Abs((int)MuLaw.Decode(code));
        }

        if (loudness < AudibleAmplitude * frame.Length)
        {
            return null;
        }

        var (loudest, power) = (0, 0.0);
        for (var tone = 0; tone < Tones; tone++)
        {
            var candidate = Power(frame, Coefficients[tone]);
            (loudest, power) = candidate > power ? (tone, candidate) : (loudest, power);
        }

        return loudest;
    }

    // Goertzel: the power of one frequency in the frame.
    private static double Power(ReadOnlySpan<byte> frame, double coefficient)
    {
        var (previous, beforePrevious) = (0.0, 0.0);
        foreach (var code in frame)
        {
            (previous, beforePrevious) = (MuLaw.Decode(code) + (coefficient * previous) - beforePrevious, previous);
        }

        return (previous * previous) + (beforePrevious * beforePrevious) - (coefficient * previous * beforePrevious);
    }

    private static byte[] Frame(int tone) =>
        [.. Enumerable.Range(0, MuLaw.FrameBytes).Select(index => MuLaw.Encode((short)(Amplitude * Math.Sin(2 * Math.PI * Hertz(tone) * index / MuLaw.BytesPerSecond))))];

    private static ulong Start(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame);

    private static int Hertz(int tone) => LowestHertz + (tone * StepHertz);
}

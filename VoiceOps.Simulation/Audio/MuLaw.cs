namespace VoiceOps.Simulation.Audio;

/// <summary>G.711 mu-law as telephone lines carry it: 8,000 bytes a second.</summary>
internal static class MuLaw
{
    public const int BytesPerSecond = 8_000;
    public const byte Silence = 0xFF;

    /// <summary>One frame on the line: 20 ms.</summary>
    public const int FrameBytes = 160;

    private const int Bias = 0x84;
    private const int Clip = 32_635;
    private static readonly short[] Decoded = [.. Enumerable.Range(0, 256).Select(code => DecodeOne((byte)code))];

    public static TimeSpan FrameTime { get; } = TimeSpan.FromMilliseconds(20);

    public static short Decode(byte code) => Decoded[code];

    public static byte Encode(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var exponent = 31 - int.LeadingZeroCount(magnitude) - 7;
        var mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte)~(sign | (exponent << 4) | mantissa);
    }

    private static short DecodeOne(byte code)
    {
        var inverted = ~code & 0xFF;
        var magnitude = ((((inverted & 0x0F) << 3) + Bias) << ((inverted >> 4) & 7)) - Bias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }
}

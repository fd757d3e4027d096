using System.Diagnostics;

namespace VoiceOps.Simulation.Audio;

/// <summary>
/// A number and a time in the lowest bit of a frame's first 128 bytes, where no ear would find them. Whoever carries the audio must carry
/// them along, so that how long a frame was on its way is read off the frame itself, by the one steady clock of the machine.
/// </summary>
internal static class FrameStamp
{
    private const int Bits = 128;
    private const uint Magic = 0x5EED_A0D1;

    /// <summary>Now, as stamps tell it; the same clock in every process of a machine.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    public static void Write(Span<byte> frame, int number, long timestamp)
    {
        WriteBits(frame, Magic, 32);
        WriteBits(frame[32..], (uint)number, 32);
        WriteBits(frame[64..], (ulong)timestamp, 64);
    }

    public static bool TryRead(ReadOnlySpan<byte> frame, out int number, out long timestamp)
    {
        (number, timestamp) = (0, 0);
        if (frame.Length < Bits || ReadBits(frame, 32) != Magic)
        {
            return false;
        }

        number = (int)ReadBits(frame[32..], 32);
        timestamp = (long)ReadBits(frame[64..], 64);
        return true;
    }

    private static void WriteBits(Span<byte> target, ulong value, int count)
    {
        for (var bit = 0; bit < count; bit++)
        {
            target[bit] = (byte)((target[bit] & 0xFE) | (int)((value >> bit) & 1));
        }
    }

    private static ulong ReadBits(ReadOnlySpan<byte> source, int count)
    {
        var value = 0UL;
        for (var bit = 0; bit < count; bit++)
        {
            value |= (ulong)(source[bit] & 1) << bit;
        }

        return value;
    }
}

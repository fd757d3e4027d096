using System.Buffers.Binary;

namespace VoiceOps.Simulation.Audio;

/// <summary>Telephone audio as a WAV file of 16-bit samples, which every browser plays.</summary>
internal static class WaveFile
{
    private const int HeaderBytes = 44;

    public static byte[] Of(ReadOnlySpan<byte> muLaw)
    {
        var file = new byte[HeaderBytes + (2 * muLaw.Length)];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], MuLaw.BytesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], 2 * MuLaw.BytesPerSecond);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], 2 * muLaw.Length);
        for (var index = 0; index < muLaw.Length; index++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header[(HeaderBytes + (2 * index))..], MuLaw.Decode(muLaw[index]));
        }

        return file;
    }
}

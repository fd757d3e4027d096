using System.Buffers;
using Base64Text = System.Buffers.Text.Base64;

namespace VoiceOps.Voice.Conversation.Playback;

/// <summary>A piece of speech as it goes to the line, in one message.</summary>
internal sealed class AudioPiece(ReadOnlyMemory<byte> base64, TimeSpan duration, int textEnd)
{
    /// <summary>Mu-law 8 kHz as base64 text; empty once it was heard.</summary>
    public ReadOnlyMemory<byte> Base64 { get; private set; } = base64;

    public TimeSpan Duration { get; private set; } = duration;

    /// <summary>How many characters of the spoken text have been said when this piece is over.</summary>
    public int TextEnd { get; private set; } = textEnd;

    /// <summary>Whether a mark goes behind it, which tells that all up to its end was heard.</summary>
    public bool HasMark { get; set; }

    /// <summary>When the line will have played it, by the clock; set when it is sent.</summary>
    public TimeSpan EndsAt { get; set; }

    /// <summary>The beginning of it, zero or more, was heard already. Returns its share of the piece, 0 to 1.</summary>
    public double Skip(TimeSpan heard)
    {
        var letters = Math.Min(AudioCutter.LettersOf(heard < Duration ? heard : Duration), Base64.Length);
        var share = Base64.IsEmpty ? 0 : letters / (double)Base64.Length;
        (Base64, Duration) = (Base64[letters..], Duration * (1 - share));
        return share;
    }

    /// <summary>Makes one piece of this one and the next. False, and nothing is changed, when one of them cannot be read.</summary>
    public bool TryAppend(AudioPiece next)
    {
        // Base64 ends in padding wherever its bytes are no multiple of three, and nothing may come behind that.
        var audio = new byte[Base64Text.GetMaxDecodedFromUtf8Length(Base64.Length + next.Base64.Length)];
        if (!TryDecode(Base64, audio, out var length) || !TryDecode(next.Base64, audio.AsSpan(length), out var added))
        {
            return false;
        }

        var text = new byte[Base64Text.GetMaxEncodedToUtf8Length(length + added)];
        Base64Text.EncodeToUtf8(audio.AsSpan(0, length + added), text, out _, out _);
        (Base64, Duration, TextEnd, HasMark) = (text, Duration + next.Duration, next.TextEnd, next.HasMark);
        return true;
    }

    public void Forget() => Base64 = default;

    private static bool TryDecode(ReadOnlyMemory<byte> base64, Span<byte> audio, out int length) =>
        Base64Text.DecodeFromUtf8(base64.Span, audio, out _, out length) == OperationStatus.Done;
}

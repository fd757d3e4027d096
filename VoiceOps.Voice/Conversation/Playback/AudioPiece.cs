namespace VoiceOps.Voice.Conversation.Playback;

/// <summary>A piece of speech as it goes to the line, in one message.</summary>
internal sealed class AudioPiece(ReadOnlyMemory<byte> base64, TimeSpan duration, int textEnd)
{
    /// <summary>Mu-law 8 kHz as base64 text; empty once it was heard.</summary>
    public ReadOnlyMemory<byte> Base64 { get; private set; } = base64;

    public TimeSpan Duration { get; private set; } = duration;

    /// <summary>How many characters of the spoken text have been said when this piece is over.</summary>
    public int TextEnd { get; } = textEnd;

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

    public void Forget() => Base64 = default;
}

namespace VoiceOps.Voice.Conversation.Playback;

/// <summary>
/// Cuts speech into pieces short enough for marks to tell what was heard. Base64 text is cut between groups of four letters, which are three
/// bytes, so that nothing is decoded.
/// </summary>
internal static class AudioCutter
{
    private const int BytesPerMillisecond = 8;
    private const int LettersPerGroup = 4;
    private const int BytesPerGroup = 3;

    private static readonly TimeSpan MarkEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The mark behind the first sound tells when the caller hears it, so it must not wait for much of it.</summary>
    private static readonly TimeSpan FirstMarkAfter = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Group = TimeSpan.FromMilliseconds((double)BytesPerGroup / BytesPerMillisecond);

    /// <param name="textStart">Characters of the spoken text that were said before this audio.</param>
    /// <param name="unmarked">How much was made since the last mark; null before the first.</param>
    public static IEnumerable<AudioPiece> Cut(SpeechAudio audio, int textStart, TimeSpan? unmarked)
    {
        var total = audio.Duration;
        var at = TimeSpan.Zero;
        for (var start = 0; start < audio.Base64.Length;)
        {
            // Voices send what they have, in messages of any size: a piece ends with its message, or before that where a mark is due.
            var room = unmarked is { } made ? MarkEvery - made : FirstMarkAfter;
            var length = total - at <= room ? audio.Base64.Length - start : Math.Min(LettersOf(room), audio.Base64.Length - start);
            var piece = audio.Base64.Slice(start, length);
            start += length;
            var duration = SpeechAudio.DurationOf(piece.Span);
            at += duration;
            var isMarked = unmarked is null || room - duration < Group;
            unmarked = isMarked ? TimeSpan.Zero : unmarked + duration;
            var textEnd = textStart + (start == audio.Base64.Length ? audio.Characters : SaidBy(audio, at, total));
            yield return new AudioPiece(piece, duration, textEnd) { HasMark = isMarked };
        }
    }

    /// <summary>Whole groups of base64 letters that play no longer than this.</summary>
    public static int LettersOf(TimeSpan duration) =>
        (int)(duration.Ticks * BytesPerMillisecond / TimeSpan.TicksPerMillisecond / BytesPerGroup * LettersPerGroup);

    /// <summary>A character has been said when the next one begins; without an alignment, all take equally long.</summary>
    private static int SaidBy(SpeechAudio audio, TimeSpan at, TimeSpan total)
    {
        if (audio.CharacterStarts.IsEmpty)
        {
            return (int)(audio.Characters * at.Ticks / total.Ticks);
        }

        var begun = 0;
        foreach (var start in audio.CharacterStarts.Span)
        {
            begun += start <= at.TotalMilliseconds ? 1 : 0;
        }

        return Math.Max(0, begun - 1);
    }
}

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>A clause as it was written and as it was spoken: "$12" is written for the model, "twelve dollars" for the voice.</summary>
/// <param name="Spoken">As sent to speech, with the space behind it.</param>
internal sealed record SpokenSegment(string Written, string Spoken, bool IsFiller)
{
    /// <summary>What of the written text is known to have been heard, whole words only: a half-heard word was not understood.</summary>
    /// <param name="heardCharacters">Of <see cref="Spoken"/>.</param>
    public string HeardPart(int heardCharacters)
    {
        if (heardCharacters >= Spoken.TrimEnd().Length)
        {
            return Written;
        }

        var heard = Spoken[..WordEnd(Spoken, Math.Max(0, heardCharacters))].TrimEnd();
        if (Spoken.TrimEnd() == Written)
        {
            return heard;
        }

        // Written otherwise than spoken: the same share of its words.
        var words = Written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(words.Length * heard.Length / Spoken.Length));
    }

    private static int WordEnd(string text, int position)
    {
        while (position > 0 && position < text.Length && !char.IsWhiteSpace(text[position]) && !char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }
}

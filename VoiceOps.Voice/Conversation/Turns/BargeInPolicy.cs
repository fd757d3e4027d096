using VoiceOps.Voice.Personas;

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>Whether what a caller says while the agent speaks is meant to stop it.</summary>
internal sealed class BargeInPolicy(TurnTakingSettings settings)
{
    private readonly string[][] _backchannels = [.. settings.Backchannels.Select(Words.Of)];
    private readonly string[][] _stopWords = [.. settings.StopWords.Select(Words.Of)];

    /// <summary>The first sound stops the playback, before it is known what it is.</summary>
    public bool ClearsAtFirstSound => settings.BargeIn == BargeInMode.On;

    /// <summary>These words, so far, end the agent's turn. While nothing of the turn was <paramref name="heard"/>, the caller is simply not done speaking.</summary>
    public bool Interrupts(string text, bool heard)
    {
        var words = Words.Of(text);
        if (words.Length == 0)
        {
            return false;
        }

        if (Array.Exists(_stopWords, phrase => Enumerable.Range(0, words.Length).Any(index => Words.Match(words, index, phrase) > 0)))
        {
            return true;
        }

        return !IsBackchannel(words) && (!heard || settings.BargeIn switch
        {
            BargeInMode.On => true,
            BargeInMode.AfterWords => words.Length >= settings.BargeInWords,
            _ => false,
        });
    }

    public bool IsBackchannel(string text) => IsBackchannel(Words.Of(text));

    private bool IsBackchannel(string[] words)
    {
        for (var index = 0; index < words.Length;)
        {
            var length = _backchannels.Select(phrase => Words.Match(words, index, phrase)).DefaultIfEmpty().Max();
            if (length == 0)
            {
                return false;
            }

            index += length;
        }

        return words.Length > 0;
    }
}

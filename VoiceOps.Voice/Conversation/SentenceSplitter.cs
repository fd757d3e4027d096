using System.Text;

namespace VoiceOps.Voice.Conversation;

/// <summary>Cuts a stream of text into sentences, so that each can be spoken while the next is still being written.</summary>
internal sealed class SentenceSplitter
{
    // Shorter pieces ("Dr.", "No. 5") are more often an abbreviation than a sentence.
    private const int ShortestSentence = 8;

    private readonly StringBuilder _pending = new();

    /// <summary>Adds text and returns the sentences it completes, without surrounding space.</summary>
    public IEnumerable<string> Add(string text)
    {
        foreach (var character in text)
        {
            var endsHere = char.IsWhiteSpace(character) && (character == '\n' || EndsSentence());
            _pending.Append(character);
            if (endsHere && Take() is { Length: > 0 } sentence)
            {
                yield return sentence;
            }
        }
    }

    /// <summary>What is left when the stream has ended; empty when nothing is.</summary>
    public string Rest() => Take();

    private bool EndsSentence() =>
        _pending.Length >= ShortestSentence && _pending[^1] is ('.' or '!' or '?' or ':' or ';' or '…');

    private string Take()
    {
        var sentence = _pending.ToString().Trim();
        _pending.Clear();
        return sentence;
    }
}

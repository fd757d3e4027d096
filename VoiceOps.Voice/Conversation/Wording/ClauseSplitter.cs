using System.Text;

namespace VoiceOps.Voice.Conversation.Wording;

/// <summary>
/// Cuts a stream of text into what can be spoken while the rest is still being written: sentences, and at first already a clause, because
/// until then the caller hears nothing.
/// </summary>
internal sealed class ClauseSplitter
{
    // Shorter pieces ("Dr.", "No. 5") are more often an abbreviation than a sentence.
    private const int ShortestSentence = 8;

    // "Well, " alone sounds chopped off, and saves a few tokens' time only.
    private const int ShortestClause = 12;

    private readonly StringBuilder _pending = new();
    private bool _isFirst = true;

    /// <summary>Adds text and returns the pieces it completes, without surrounding space.</summary>
    public IEnumerable<string> Add(string text)
    {
        foreach (var character in text)
        {
            var endsHere = char.IsWhiteSpace(character) && (character == '\n' || EndsPiece());
            _pending.Append(character);
            if (endsHere && Take() is { Length: > 0 } piece)
            {
                _isFirst = false;
                yield return piece;
            }
        }
    }

    /// <summary>What is left when the stream has ended; empty when nothing is.</summary>
    public string Rest() => Take();

    private bool EndsPiece() => _pending.Length > 0 && _pending[^1] switch
    {
        '.' or '!' or '?' or ':' or ';' or '…' => _pending.Length >= ShortestSentence,
        ',' or '–' or '—' => _isFirst && _pending.Length >= ShortestClause,
        _ => false,
    };

    private string Take()
    {
        var piece = string.Join(' ', _pending.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        _pending.Clear();
        return piece;
    }
}

namespace VoiceOps.Voice.Conversation.Turns;

/// <summary>
/// Reads from how words end, and from what was asked, whether more is to come. A mark helps where there is one: digits in groups, names, short
/// answers and many models' transcripts have none.
/// </summary>
internal sealed class EndingReader(EndingWords words)
{
    /// <summary>Telephone, card and account numbers have as many; with fewer, and nobody knows how many are to come, they rarely end.</summary>
    private const int DigitsOfALongNumber = 10;

    /// <summary>Digits that were not asked for and come in a row are a number that is being read out.</summary>
    private const int DigitsOfANumber = 4;

    /// <summary>What answers a question that is not one of yes or no, without a verb of its own.</summary>
    private const int WordsOfAShortAnswer = 4;

    private readonly string[] _suffixes = [.. words.NeverLast, .. words.SeldomLast];

    public Ending Of(string text, Question asked)
    {
        var spoken = Words.Of(text);
        if (spoken.Length == 0)
        {
            return Ending.Open;
        }

        var mark = text.TrimEnd()[^1];
        var isMarked = mark is '.' or '!' or '?' or '。' or '？' or '！' or '।';
        if (asked.Kind == AskedKind.Letters && (spoken[^1].Length == 1 || IsLike(spoken)))
        {
            return Ending.Doubtful;
        }

        var isDigits = asked.Kind == AskedKind.Digits && IsNumber(spoken);
        if (isDigits || (asked.Kind != AskedKind.Amount && IsNumberReadOut(spoken)))
        {
            return OfDigits(spoken, asked);
        }

        if (mark is ',' or ';' or ':' or '-' or '–' or '…' || text.TrimEnd().EndsWith("...", StringComparison.Ordinal))
        {
            return Ending.Open;
        }

        // "I think so" ends in a word that ends nothing else.
        if (IsOne(spoken, words.NeverLast) && !(spoken.Length > 1 && words.Last.Contains($"{spoken[^2]} {spoken[^1]}")))
        {
            return Ending.Open;
        }

        if (spoken is [var only] && (words.Answers.Contains(only) || words.Last.Contains(only)))
        {
            return Ending.Finished;
        }

        if (IsOne(spoken, words.SeldomLast))
        {
            // A mark behind such a word is the transcription's guess at a pause more often than an end.
            return mark is '?' or '？' ? Ending.Finished : isMarked ? Ending.Unsure : Ending.Open;
        }

        return isMarked || (asked.Kind == AskedKind.YesOrNo && IsAnswer(spoken)) ? Ending.Finished : OfUnmarked(spoken, asked);
    }

    private Ending OfUnmarked(string[] spoken, Question asked)
    {
        var isShort = spoken.Length <= WordsOfAShortAnswer;
        if (IsOne(spoken, words.Last))
        {
            return isShort ? Ending.Finished : Ending.Likely;
        }

        return isShort && asked.Kind is AskedKind.Amount or AskedKind.Something or AskedKind.YesOrNo ? Ending.Fitting
            : spoken.Length >= WordsOfAShortAnswer ? Ending.Likely
            : Ending.Unsure;
    }

    private static Ending OfCount(int digits, int expected) => digits >= expected ? Ending.Finished : Ending.Open;

    private Ending OfDigits(string[] spoken, Question asked)
    {
        var digits = Digits(spoken);
        if (IsDateWithYear(spoken))
        {
            return Ending.Likely;
        }

        if (asked.Digits is { } expected)
        {
            return OfCount(digits, expected);
        }

        return !IsDigit(spoken[^1]) ? Ending.Likely : digits >= DigitsOfALongNumber ? Ending.Likely : Ending.Doubtful;
    }

    /// <summary>Digits at the end, said one by one or in groups; a year, a price or a time is no such number.</summary>
    private bool IsNumberReadOut(string[] spoken)
    {
        var groups = spoken.Reverse().TakeWhile(IsDigit).ToList();
        return groups.Count >= 2 && groups.Sum(DigitsOf) >= DigitsOfANumber;
    }

    /// <summary>"I do not have one" has a digit in it, and is no number.</summary>
    private bool IsNumber(string[] spoken) => Digits(spoken) > 1 || (Digits(spoken) == 1 && spoken.Length < WordsOfAShortAnswer);

    private static bool IsDateWithYear(string[] spoken) =>
        spoken.Length > 1 && spoken[^1] is { Length: 4 } year && (year.StartsWith("19", StringComparison.Ordinal) || year.StartsWith("20", StringComparison.Ordinal))
        && year.All(char.IsAsciiDigit) && Array.Exists(spoken, word => word.Length > 2 && word.All(char.IsLetter));

    private int Digits(string[] spoken) => spoken.Sum(DigitsOf);

    private bool IsDigit(string word) => DigitsOf(word) > 0;

    private int DigitsOf(string word) => words.Digits.Contains(word) ? 1 : word.All(char.IsAsciiDigit) ? word.Length : 0;

    /// <summary>"B as in Berlin": a letter, and the word that it begins.</summary>
    private static bool IsLike(string[] spoken) => spoken.Length >= 3 && spoken[^2] is "in" or "wie" or "como" or "comme" or "come" or "as" or "für" or "van" or "for";

    private bool IsAnswer(string[] spoken) => words.Answers.Contains(spoken[0]) && (spoken.Length <= 2 || IsOne(spoken, words.Last) || IsOne(spoken, words.Answers))
        || (spoken.Length > 1 && words.Answers.Contains($"{spoken[0]} {spoken[1]}") && spoken.Length <= WordsOfAShortAnswer);

    private bool IsOne(string[] spoken, IReadOnlySet<string> set)
    {
        if (set.Contains(spoken[^1]) || (spoken.Length > 1 && set.Contains($"{spoken[^2]} {spoken[^1]}")))
        {
            return true;
        }

        // A script without spaces: the longest ending that is known decides.
        var last = spoken[^1];
        return IsUnspaced(last) && Longest(last, _suffixes.Concat(words.Last)) is { } ending && set.Contains(ending);
    }

    private static string? Longest(string text, IEnumerable<string> endings) =>
        endings.Where(ending => text.EndsWith(ending, StringComparison.Ordinal)).MaxBy(ending => ending.Length);

    private static bool IsUnspaced(string word) => word.EnumerateRunes().Any(rune => rune.Value is >= 0x3040 and <= 0x9FFF);
}

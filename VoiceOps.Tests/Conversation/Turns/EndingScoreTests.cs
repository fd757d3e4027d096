using System.Globalization;
using VoiceOps.Voice.Conversation.Turns;
using VoiceOps.Voice.Personas;
using Xunit;

namespace VoiceOps.Tests.Conversation.Turns;

/// <summary>
/// 275 endings in ten languages, none of them told by a transcription with marks alone: what was asked, what was said so far, and how long the
/// caller is silent before going on (0: done). How often a rule cuts off and how long it waits stands in docs/performance.md.
/// </summary>
public sealed class EndingScoreTests(ITestOutputHelper output)
{
    private static readonly TurnTakingSettings Settings = new();

    private static readonly IReadOnlyList<(string Language, string Asked, string Said, TimeSpan Pause)> Endings = Read();

    [Fact]
    public void Endings_AllOfThem_AreAnsweredSoonerThanByMarksAloneAndRarelyCutOff()
    {
        var (old, now) = (Score(Marks), Score(Words));
        output.WriteLine($"marks alone: {old}");
        output.WriteLine($"words, question: {now}");
        foreach (var language in Endings.Select(ending => ending.Language).Distinct())
        {
            output.WriteLine($"{language}: {Score(Marks, language)} | {Score(Words, language)}");
        }

        foreach (var (language, asked, said, pause) in Endings)
        {
            var delay = Words(language, asked, said);
            if (pause == TimeSpan.Zero ? delay > TimeSpan.FromMilliseconds(600) : delay < pause)
            {
                output.WriteLine($"{(pause == TimeSpan.Zero ? "late" : "cut")} {language} '{asked}' '{said}' {delay.TotalMilliseconds:0} < {pause.TotalMilliseconds:0}");
            }
        }

        Assert.True(Endings.Count >= 200);
        Assert.True(now.CutOff <= 0.05, $"{now.CutOff:P1} cut off");
        Assert.InRange(now.MedianWait, 300, 570);
        Assert.InRange(now.MeanWait, 300, 480);
        Assert.True(old.MedianWait >= 1_200, "The set no longer shows what was wrong.");
    }

    [Theory]
    [InlineData("en", "Is that correct?", "yes please", 300)]
    [InlineData("en", "Is that correct?", "no", 300)]
    [InlineData("es", "¿Es correcto?", "no", 300)]
    [InlineData("en", "How can I help you?", "I want to.", 750)]
    [InlineData("en", "How can I help you?", "I want it and.", 1_200)]
    [InlineData("en", "How can I help you?", "um", 1_200)]
    [InlineData("en", "What is your four-digit code?", "one two three four", 300)]
    [InlineData("en", "What is your four-digit code?", "one two.", 1_200)]
    [InlineData("en", "What is your account number?", "88 01", 975)]
    [InlineData("de", "Wie lautet Ihre vierstellige PIN?", "eins zwei drei vier", 300)]
    public void Delay_ByWordsAndQuestion(string language, string asked, string said, double milliseconds) =>
        Assert.Equal(milliseconds, Words(language, asked, said).TotalMilliseconds);

    private static TimeSpan Words(string language, string asked, string said)
    {
        var endpointing = new Endpointing(Settings, language);
        endpointing.Asked(asked);
        return endpointing.DelayAfter(said);
    }

    /// <summary>The rule before: a mark is the end, and without one the longest silence is waited for.</summary>
    private static TimeSpan Marks(string language, string asked, string said) =>
        said[^1] is '.' or '!' or '?' or '…' or '。' or '？' or '！' ? Settings.MinEndpointingDelay : Settings.MaxEndpointingDelay;

    private static EndingScore Score(Func<string, string, string, TimeSpan> rule, string? language = null)
    {
        var endings = Endings.Where(ending => language is null || ending.Language == language).ToLookup(ending => ending.Pause == TimeSpan.Zero);
        var waits = endings[true].Select(ending => rule(ending.Language, ending.Asked, ending.Said).TotalMilliseconds).Order().ToList();
        return new EndingScore
        {
            CutOff = endings[false].Count(ending => rule(ending.Language, ending.Asked, ending.Said) < ending.Pause) / (double)endings[false].Count(),
            MedianWait = waits[waits.Count / 2],
            TailWait = waits[waits.Count * 9 / 10],
            MeanWait = waits.Average(),
        };
    }

    private static List<(string Language, string Asked, string Said, TimeSpan Pause)> Read()
    {
        using var reader = new StreamReader(typeof(EndingScoreTests).Assembly.GetManifestResourceStream("Endings.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts =>
            (parts[0], parts[1], parts[2], TimeSpan.FromMilliseconds(int.Parse(parts[3], CultureInfo.InvariantCulture))))];
    }

    private sealed record EndingScore
    {
        public required double CutOff { get; init; }

        public required double MedianWait { get; init; }

        public required double TailWait { get; init; }

        public required double MeanWait { get; init; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"cut off {CutOff:P1}, wait median {MedianWait:0} ms, p90 {TailWait:0} ms, mean {MeanWait:0} ms");
    }
}

using VoiceOps.Simulation.Callers;
using VoiceOps.Simulation.Demo;

namespace VoiceOps.Benchmarks.Load;

/// <summary>Writes the calls of one phone of a load test: the same in every run with the same seed.</summary>
internal sealed class LoadScripts(LoadOptions options, int phone)
{
    private const int SentencesPerMinute = 12;
    private static readonly IReadOnlyList<string> Sentences = DemoPhrases.All;
    private static readonly TimeSpan EarliestInterruption = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan LatestInterruption = TimeSpan.FromMilliseconds(2_500);

    private readonly Random _random = new((options.Seed * 100_003) + phone);

    /// <summary>A call that ends with the test at the latest.</summary>
    public CallerScript Write(TimeSpan left)
    {
        var length = options.CallLength is { } own && own < left ? own : left;
        return new CallerScript
        {
            From = FormattableString.Invariant($"+1503555{phone:D4}"),
            To = DemoCast.UnassignedNumber,
            Phrases = [.. Enumerable.Range(0, 1 + (int)(length.TotalMinutes * SentencesPerMinute)).Select(_ => Sentence())],
            ReplyDelay = options.ReplyDelay * (0.5 + _random.NextDouble()),
            HangUpAfter = length,
        };
    }

    private CallerPhrase Sentence() => new()
    {
        Text = Sentences[_random.Next(Sentences.Count)],
        InterruptsAfter = _random.NextDouble() < options.InterruptionRate
            ? EarliestInterruption + (_random.NextDouble() * (LatestInterruption - EarliestInterruption))
            : null,
    };
}

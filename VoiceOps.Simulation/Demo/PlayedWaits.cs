namespace VoiceOps.Simulation.Demo;

/// <summary>Waits as the providers of the demo have them: most are short, a few are long, and the large models take longer.</summary>
internal sealed class PlayedWaits(string llmModel, Random random)
{
    public const string Filler = "One moment.";

    private const double SlowShare = 0.035;
    private static readonly TimeSpan FillerAfter = TimeSpan.FromMilliseconds(1_500);

    private readonly int _firstTokenMilliseconds = llmModel switch
    {
        "llama3.1-8b" => 95,
        "llama-3.3-70b" => 210,
        _ => 150,
    };

    public PlayedWait Reply()
    {
        var endpointing = Around(310, 0.22);
        var firstToken = endpointing + (Around(_firstTokenMilliseconds, 0.35) * (random.NextDouble() < SlowShare ? random.Next(4, 12) : 1));
        var firstClause = firstToken + Around(45, 0.4);
        // The filler's audio comes first; the clause follows it.
        var hasFiller = firstToken > FillerAfter;
        var firstAudio = hasFiller ? FillerAfter + Around(95, 0.3) : firstClause + Around(130, 0.3);
        return new PlayedWait
        {
            Endpointing = endpointing,
            FirstToken = firstToken,
            FirstClause = firstClause,
            FirstAudio = firstAudio,
            Sent = firstAudio + Around(2, 0.3),
            Heard = firstAudio + Around(145, 0.25),
            HasFiller = hasFiller,
        };
    }

    /// <summary>Of what the agent says by itself: only its speech takes time.</summary>
    public PlayedWait Unasked()
    {
        var firstAudio = Around(150, 0.3);
        return new PlayedWait { FirstAudio = firstAudio, Sent = firstAudio + Around(2, 0.3), Heard = firstAudio + Around(145, 0.25) };
    }

    // Log-normal about the median, as waits are.
    private TimeSpan Around(double medianMilliseconds, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Round(medianMilliseconds * Math.Exp(spread * normal))));
    }
}

using VoiceOps.Simulation.Demo;

namespace VoiceOps.Simulation.Callers;

/// <summary>Writes the calls of the demo: who calls whom, what they say, and how it ends.</summary>
internal sealed class DemoScripts(Random random)
{
    private const double StrangerShare = 0.06;
    private const double UnassignedShare = 0.05;
    private const double InterruptionShare = 0.14;
    private const double SocketLossShare = 0.03;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    public CallerScript Write()
    {
        var account = Weighted(DemoCast.Accounts, candidate => candidate.Share);
        var persona = Weighted(DemoCast.Personas, candidate => candidate.Share);
        return new CallerScript
        {
            From = Chance(StrangerShare) ? DemoCast.Stranger : Any(account.Numbers),
            To = Chance(UnassignedShare) ? DemoCast.UnassignedNumber : persona.Number,
            Phrases = [Any(DemoPhrases.Openings), .. Enumerable.Range(0, random.Next(3, 16)).Select(_ => Middle()), Any(DemoPhrases.Closings)],
            ReplyDelay = TimeSpan.FromMilliseconds(random.Next(450, 1_600)),
            HangUpAfter = Shortest + (random.NextDouble() * (Longest - Shortest)),
            HangUp = Chance(SocketLossShare) ? HangUpWay.SocketLoss : HangUpWay.Stop,
        };
    }

    private CallerPhrase Middle() => Chance(InterruptionShare)
        ? new CallerPhrase { Text = Any(DemoPhrases.Interruptions), InterruptsAfter = TimeSpan.FromMilliseconds(random.Next(800, 2_500)) }
        : Any(DemoPhrases.Middles);

    private bool Chance(double share) => random.NextDouble() < share;

    private T Any<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private T Weighted<T>(IReadOnlyList<T> choices, Func<T, double> share) => Demo.Weighted.Pick(choices, share, random);
}

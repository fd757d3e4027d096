using VoiceOps.Voice.Usage;

namespace VoiceOps.Simulation.Demo;

/// <summary>Plans the calls of a month; the same for the same seed and end.</summary>
internal sealed class CallPlans(Random random)
{
    private const int JustNow = 8;
    private const double StrangerShare = 0.07;
    private const double UnassignedShare = 0.05;
    private const double MedianSeconds = 128;
    private const double Spread = 0.72;
    private const int RetriesDaysAgo = 9;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan AfterTheLast = TimeSpan.FromSeconds(5);

    /// <summary>The first moment of that many days, the last one's included: a few calls of the day before would be all of the period before.</summary>
    public static DateTime Start(DateTime end, int days) => end.Date.AddDays(1 - days);

    /// <summary><paramref name="count"/> calls, oldest first, all of them over before <paramref name="end"/>.</summary>
    public IReadOnlyList<CallPlan> Draw(DateTime end, int days, int count)
    {
        var traffic = new TrafficPattern(Start(end, days), end);
        // Whatever hour it is, something has just happened.
        var plans = Enumerable.Range(0, count)
            .Select(index => Plan(index < JustNow ? end - (random.NextDouble() * Lately) : traffic.Draw(random), end));
        var retriesOn = end.Date.AddDays(-RetriesDaysAgo);
        return [.. plans.Select(plan => plan with { HasRetries = plan.At.Date == retriesOn }).OrderBy(plan => plan.At)];
    }

    private CallPlan Plan(DateTime at, DateTime end)
    {
        var outcome = Weighted.Pick(CallOutcome.All, candidate => candidate.Share, random);
        var account = Weighted.Pick(DemoCast.Accounts, candidate => candidate.Share, random);
        var persona = Weighted.Pick(DemoCast.Personas, candidate => candidate.Share, random);
        var length = Length(outcome);
        var latest = end - length - AfterTheLast;
        return new CallPlan
        {
            CallSid = "CA" + Hex(),
            From = random.NextDouble() < StrangerShare ? DemoCast.Stranger : account.Numbers[random.Next(account.Numbers.Count)],
            To = random.NextDouble() < UnassignedShare ? DemoCast.UnassignedNumber : persona.Number,
            At = UtcTime.ToMicrosecond(at < latest ? at : latest - (random.NextDouble() * TimeSpan.FromMinutes(2))),
            Length = length,
            Outcome = outcome,
        };
    }

    // Log-normal: most calls take two minutes, a few take ten.
    private TimeSpan Length(CallOutcome outcome)
    {
        if (!outcome.IsAnswered)
        {
            return TimeSpan.Zero;
        }

        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var length = TimeSpan.FromSeconds(MedianSeconds * Math.Exp(Spread * normal));
        var longest = outcome.Longest * (0.6 + (0.4 * random.NextDouble()));
        return TimeSpan.FromMilliseconds(Math.Round(Math.Clamp(length.TotalMilliseconds, Shortest.TotalMilliseconds, longest.TotalMilliseconds)));
    }

    private string Hex()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

namespace VoiceOps.Simulation.Demo;

/// <summary>Draws by share.</summary>
internal static class Weighted
{
    public static T Pick<T>(IReadOnlyList<T> choices, Func<T, double> share, Random random)
    {
        var left = random.NextDouble() * choices.Sum(share);
        foreach (var choice in choices)
        {
            left -= share(choice);
            if (left < 0)
            {
                return choice;
            }
        }

        return choices[^1];
    }
}

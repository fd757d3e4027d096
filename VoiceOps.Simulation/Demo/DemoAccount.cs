namespace VoiceOps.Simulation.Demo;

/// <summary>A customer of the demo and the numbers it calls from.</summary>
internal sealed record DemoAccount(string Name, decimal PricePerMinute, int BillingIncrementSeconds, double Share, IReadOnlyList<string> Numbers);

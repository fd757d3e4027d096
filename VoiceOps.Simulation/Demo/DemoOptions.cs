namespace VoiceOps.Simulation.Demo;

/// <summary>How the demo is set up; <c>Demo:Database</c>, <c>Demo:Callers</c> and <c>Demo:Seed</c> in the configuration.</summary>
public sealed record DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Connection string of the demo's own database, made anew at each start.</summary>
    public string Database { get; init; } = "Data Source=voiceops-demo.db";

    /// <summary>Calls that are on at a time.</summary>
    public int Callers { get; init; } = 6;

    public int Seed { get; init; } = 20_260;

    /// <summary>The last 30 are what is looked at first, and those before are what they are compared with.</summary>
    public int HistoryDays { get; init; } = 60;

    public int HistoryCalls { get; init; } = 2_000;
}

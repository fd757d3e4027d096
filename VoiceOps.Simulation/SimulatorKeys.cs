using System.Security.Cryptography;

namespace VoiceOps.Simulation;

/// <summary>The accounts that the simulated providers know: new ones unless told.</summary>
public sealed record SimulatorKeys
{
    public string AccountSid { get; init; } = "AC" + Secret();

    public string AuthToken { get; init; } = Secret();

    public string Deepgram { get; init; } = Secret();

    public string ElevenLabs { get; init; } = Secret();

    public string Cerebras { get; init; } = Secret();

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

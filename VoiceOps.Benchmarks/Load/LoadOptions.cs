using VoiceOps.Simulation.Cerebras;
using VoiceOps.Simulation.ElevenLabs;

namespace VoiceOps.Benchmarks.Load;

/// <summary>How many simulated calls a host is given, for how long, and how they go.</summary>
internal sealed record LoadOptions
{
    public const int MostCalls = 1_000;

    /// <summary>Where the host takes its calls; plain text, so on loopback.</summary>
    public required Uri Target { get; init; }

    /// <summary>Where the simulated transcription is that the host listens with.</summary>
    public required Uri Transcription { get; init; }

    /// <summary>Calls at a time.</summary>
    public required int Calls { get; init; }

    /// <summary>From the first call's start to the last one's.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After the ramp and before anything is measured: code is compiled and caches are filled.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A call's length, after which its phone places the next; null is the whole test.</summary>
    public TimeSpan? CallLength { get; init; }

    /// <summary>Silence after the agent's last sound before the caller speaks; each call has its own, around this.</summary>
    public TimeSpan ReplyDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Of the caller's sentences, the share that is said over the agent.</summary>
    public double InterruptionRate { get; init; } = 0.2;

    public int Seed { get; init; } = 1;

    /// <summary>The host's process on this machine, whose processor time and memory are reported.</summary>
    public int? HostProcess { get; init; }

    /// <summary>From the first call to the last hang-up.</summary>
    public TimeSpan Length => Ramp + Warmup + Duration + TimeSpan.FromSeconds(1);

    /// <summary>20 ms a message, twice as fast as it is spoken: frames go both ways.</summary>
    public static SpeechPacing Speech { get; } = new() { Piece = TimeSpan.FromMilliseconds(20), TimesRealTime = 2, Stamps = true };

    public static ChatPacing Chat { get; } = new();
}

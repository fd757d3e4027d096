namespace VoiceOps.Simulation;

/// <summary>What a simulated provider would bill for one request, context or call.</summary>
public sealed record ProviderUse
{
    /// <summary>The number of the connection it came over.</summary>
    public required int Connection { get; init; }

    /// <summary>The provider's own handle: a request id, a context id or a CallSid.</summary>
    public required string Handle { get; init; }

    /// <summary><c>transcription</c>, <c>speech</c>, <c>prompt</c>, <c>completion</c> or <c>voice</c>.</summary>
    public required string Operation { get; init; }

    public string? Model { get; init; }

    /// <summary>When its use began, UTC: the day that the provider books it by.</summary>
    public required DateTime At { get; init; }

    /// <summary>Seconds, characters (code points) or tokens; of a call, whole seconds on the line.</summary>
    public required decimal Amount { get; init; }
}

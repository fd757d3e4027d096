namespace VoiceOps.Voice.Calls.Testing;

/// <summary>A test of a persona as its rows have it.</summary>
internal sealed record PastTest
{
    public required long CallId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Null for changes that were not saved.</summary>
    public int? Version { get; init; }

    public string? LlmModel { get; init; }

    public int? DurationSeconds { get; init; }

    /// <summary>False for a chat.</summary>
    public required bool HasVoice { get; init; }

    public required long CostNanos { get; init; }

    public required int UnpricedRows { get; init; }
}

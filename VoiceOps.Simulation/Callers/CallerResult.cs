using System.Net;

namespace VoiceOps.Simulation.Callers;

/// <summary>How a simulated call went, as seen from the phone.</summary>
public sealed record CallerResult
{
    public required string CallSid { get; init; }

    /// <summary>Twilio's word: <c>completed</c>, <c>busy</c>, <c>no-answer</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required CallEnd EndedBy { get; init; }

    /// <summary>As reported to the status callback; 0 when never answered.</summary>
    public required int DurationSeconds { get; init; }

    public required HttpStatusCode? WebhookStatus { get; init; }

    /// <summary>What the status callback was answered with; null when none was sent or nobody answered.</summary>
    public required HttpStatusCode? StatusCallbackStatus { get; init; }

    /// <summary>Texts of <c>&lt;Say&gt;</c> that the network spoke.</summary>
    public IReadOnlyList<string> Announcements { get; init; } = [];

    /// <summary>The CallSid of the second leg, when the call was put through.</summary>
    public string? SecondLeg { get; init; }

    /// <summary>Audio that was played to the caller; what a <c>clear</c> dropped is not in it.</summary>
    public TimeSpan Heard { get; init; }

    /// <summary>Audio that came from the host, played or not.</summary>
    public TimeSpan Received { get; init; }

    /// <summary>Names of the marks that were returned, in order.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    public int Clears { get; init; }

    /// <summary>Phrases that were begun.</summary>
    public int PhrasesSaid { get; init; }

    /// <summary>Phrases that were begun while the agent was speaking.</summary>
    public int Interruptions { get; init; }

    /// <summary>Audio frames sent to the host, 20 ms each.</summary>
    public long FramesSent { get; init; }
}

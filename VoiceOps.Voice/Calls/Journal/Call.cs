using VoiceOps.Voice.Data;

namespace VoiceOps.Voice.Calls.Journal;

/// <summary>One call leg as it stands in <c>calls</c>.</summary>
public sealed class Call
{
    public long Id { get; init; }

    /// <summary>Twilio's <c>CA…</c>, unique.</summary>
    public required string CallSid { get; init; }

    /// <summary>One of <see cref="CallDirection"/>.</summary>
    public required string Direction { get; init; }

    public string? FromNumber { get; init; }

    public string? ToNumber { get; init; }

    public long? AccountId { get; init; }

    public long? PersonaId { get; init; }

    /// <summary>The version of the persona that the call keeps, whatever is published meanwhile.</summary>
    public long? PersonaVersionId { get; init; }

    /// <summary>As chosen at the start; the usage rows say what was used.</summary>
    public string? LlmModel { get; init; }

    /// <summary>Twilio's words, and <c>rejected</c>.</summary>
    public required string Status { get; set; }

    public string? EndedReason { get; set; }

    /// <summary>What exactly went wrong, in words: which provider failed, and with what.</summary>
    public string? EndedDetail { get; set; }

    /// <summary>Why a service has no row.</summary>
    public string? MissingUsage { get; set; }

    /// <summary>Characters sent to speech that the caller never heard.</summary>
    public long? UnheardCharacters { get; set; }

    /// <summary>Tokens of what was generated and never heard; a reply of which nothing was heard counts with its prompt.</summary>
    public long? DiscardedTokens { get; set; }

    /// <summary>Seconds on the line after the caller's last sound.</summary>
    public int? SilentSeconds { get; set; }

    /// <summary>What those three cost, at the call's own rates; null while it is on, or when none of it has a price.</summary>
    public long? WasteNanos { get; set; }

    public required string AppVersion { get; init; }

    /// <summary>What the account pays a minute, frozen at the start; 0 for a call that was only apologized to.</summary>
    public decimal PricePerMinute { get; init; }

    public int BillingIncrementSeconds { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public int? DurationSeconds { get; set; }

    /// <summary>When Twilio was known to have ended the line; null while it may still be up.</summary>
    public DateTime? LineDownAt { get; set; }
}

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>What a provider is asked about one call, how often it was, and what it said.</summary>
public sealed class ProviderPrice
{
    public long Id { get; init; }

    public required string Service { get; init; }

    /// <summary>The provider's own handle: a CallSid or a request id.</summary>
    public required string Handle { get; init; }

    public required long CallId { get; init; }

    /// <summary>The day (UTC) that its rows are booked on.</summary>
    public required DateOnly Day { get; set; }

    public required int Attempts { get; set; }

    /// <summary>Null when there is nothing more to ask.</summary>
    public required DateTime? NextAttemptAt { get; set; }

    public DateTime? AskedAt { get; set; }

    /// <summary>Null until the pair of rows is booked.</summary>
    public DateTime? BilledAt { get; set; }

    /// <summary>What had been booked before, and was taken back.</summary>
    public long TakenBackNanos { get; set; }

    public long BilledNanos { get; set; }

    /// <summary>Why nothing could be booked.</summary>
    public string? Problem { get; set; }
}

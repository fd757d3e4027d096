using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>A provider that tells what is left.</summary>
internal interface IBalanceSource
{
    string Service { get; }

    /// <summary>Null when it can be asked; else why not, in words that say what to do.</summary>
    string? OffReason { get; }

    /// <summary><paramref name="pace"/> is what the books say a day costs of late.</summary>
    Task<IReadOnlyList<ProviderBalance>> ReadAsync(ServicePace pace, DateTime now, CancellationToken cancellationToken);
}

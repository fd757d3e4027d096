using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>A provider that tells what a single call cost.</summary>
internal interface IPriceSource
{
    string Service { get; }

    /// <summary>Null when it can be asked; else why not, in words that say what to do.</summary>
    string? OffReason { get; }

    /// <summary>What ended calls since then have used and has not been asked about.</summary>
    IQueryable<PriceHandle> Unasked(VoiceOpsContext context, DateTime since);

    /// <summary>Every row of what the handle stands for, billed ones included.</summary>
    IQueryable<UsageEvent> Booked(VoiceOpsContext context, ProviderPrice price);

    string KeyPrefix(string handle);

    /// <summary>Null while the price is not known yet.</summary>
    Task<PriceAnswer?> AskAsync(string handle, CancellationToken cancellationToken);
}

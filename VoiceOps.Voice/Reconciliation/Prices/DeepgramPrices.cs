using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Prices;

/// <summary>What Deepgram charged for a transcription, by its request id. It charges for designers' tests too.</summary>
internal sealed class DeepgramPrices(DeepgramBillingClient client) : IPriceSource
{
    public string Service => ServiceNames.Deepgram;

    public string? OffReason => client.IsConfigured ? null : "Deepgram is not configured: set Deepgram:ApiKey.";

    public IQueryable<PriceHandle> Unasked(VoiceOpsContext context, DateTime since) => context.CallsAndTests
        .Where(call => call.CreatedAt >= since && call.EndedAt != null && call.StartedAt != null)
        .Join(
            context.UsageEventsAndTests.Where(row => row.Service == ServiceNames.Deepgram && row.ProviderRequestId != null
                && !context.ProviderPrices.Any(price => price.Service == ServiceNames.Deepgram && price.Handle == row.ProviderRequestId)),
            call => call.Id,
            row => row.CallId,
            (call, row) => new PriceHandle { Handle = row.ProviderRequestId!, CallId = call.Id, StartedAt = call.StartedAt!.Value })
        .Distinct()
        .OrderByDescending(handle => handle.StartedAt);

    public IQueryable<UsageEvent> Booked(VoiceOpsContext context, ProviderPrice price) => context.UsageEventsAndTests
        .Where(row => row.CallId == price.CallId && row.Service == ServiceNames.Deepgram && row.ProviderRequestId == price.Handle);

    public string KeyPrefix(string handle) => BilledKeys.DeepgramUsd(handle);

    public async Task<PriceAnswer?> AskAsync(string handle, CancellationToken cancellationToken) =>
        await client.FindCostAsync(handle, cancellationToken) is { } dollars ? new PriceAnswer { Price = Money.Round(dollars) } : null;
}

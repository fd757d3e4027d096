using VoiceOps.Voice.Providers.Deepgram;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

internal sealed class DeepgramBalanceSource(DeepgramBillingClient client) : IBalanceSource
{
    public string Service => ServiceNames.Deepgram;

    public string? OffReason => client.IsConfigured ? null : "Deepgram is not configured: set Deepgram:ApiKey.";

    public async Task<IReadOnlyList<ProviderBalance>> ReadAsync(ServicePace pace, DateTime now, CancellationToken cancellationToken)
    {
        var told = await client.ListBalancesAsync(cancellationToken);
        // A project has one balance for every credit that it was given; they are used up one after the other.
        return [.. told.GroupBy(balance => balance.Units?.ToUpperInvariant() ?? ProviderBalance.Dollars).Select(balances => new ProviderBalance
        {
            Service = Service,
            What = "balance",
            Remaining = balances.Sum(balance => balance.Amount),
            Unit = balances.Key,
            ToldAt = now,
            BurnPerDay = balances.Key == ProviderBalance.Dollars ? pace.Worst.PerDay.Dollars : null,
            BurnOf = pace.Worst.Of,
        })];
    }
}

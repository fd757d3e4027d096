using VoiceOps.Voice.Providers.Twilio;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

internal sealed class TwilioBalanceSource(TwilioBillingClient client) : IBalanceSource
{
    public string Service => ServiceNames.Twilio;

    public string? OffReason => client.OffReason;

    public async Task<IReadOnlyList<ProviderBalance>> ReadAsync(ServicePace pace, DateTime now, CancellationToken cancellationToken)
    {
        var told = await client.GetBalanceAsync(cancellationToken);
        return
        [
            new ProviderBalance
            {
                Service = Service,
                What = "balance",
                Remaining = told.Balance,
                Unit = told.Currency,
                ToldAt = now,
                // Another currency is not what the books count in.
                BurnPerDay = told.Currency == ProviderBalance.Dollars ? pace.Worst.PerDay.Dollars : null,
                BurnOf = pace.Worst.Of,
            },
        ];
    }
}

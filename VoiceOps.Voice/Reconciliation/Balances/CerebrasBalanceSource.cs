using VoiceOps.Voice.Providers.Cerebras;
using VoiceOps.Voice.Usage;

namespace VoiceOps.Voice.Reconciliation.Balances;

/// <summary>Cerebras tells its limits with every answer and has nothing to be asked; before the first answer there is nothing to tell.</summary>
internal sealed class CerebrasBalanceSource(CerebrasQuota quota) : IBalanceSource
{
    public string Service => ServiceNames.Cerebras;

    public string? OffReason => quota.Last is null ? "Cerebras tells its limits with every answer of the model, and none has come yet." : null;

    public Task<IReadOnlyList<ProviderBalance>> ReadAsync(ServicePace pace, DateTime now, CancellationToken cancellationToken)
    {
        var balances = new List<ProviderBalance>();
        if (quota.Last is { } told)
        {
            Add("requests of the day", "requests", told.RequestsOfDay);
            Add("tokens of the minute", "tokens", told.TokensOfMinute);

            void Add(string what, string unit, CerebrasLimit? limit)
            {
                // A limit that has been whole again since then says nothing any more.
                if (limit is not null && (limit.ResetsIn is not { } resetsIn || told.ToldAt + resetsIn > now))
                {
                    balances.Add(new ProviderBalance
                    {
                        Service = Service,
                        What = what,
                        Remaining = limit.Remaining,
                        Limit = limit.Limit,
                        Unit = unit,
                        ResetsAt = told.ToldAt + limit.ResetsIn,
                        ToldAt = told.ToldAt,
                    });
                }
            }
        }

        return Task.FromResult<IReadOnlyList<ProviderBalance>>(balances);
    }
}

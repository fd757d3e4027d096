using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Accounts;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;

namespace VoiceOps.Voice.Credits;

public static class CreditsRegistration
{
    /// <summary>Prepaid credit. It needs the ledger.</summary>
    public static IServiceCollection AddCredits(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CreditDesk(
            provider.GetRequiredService<LedgerWriter>(), provider.GetRequiredService<IDbContextFactory<VoiceOpsContext>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CreditDesk>>()));
        services.AddSingleton<AccountWriter>();
        services.AddSingleton<RollForwardQueries>();
        services.AddSingleton<LotExpiry>();
        services.AddHostedService(provider => provider.GetRequiredService<LotExpiry>());
        return services;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceOps.Voice.Data;
using VoiceOps.Voice.Ledger;
using VoiceOps.Voice.Pricing;

namespace VoiceOps.Voice.Repricing;

public static class RepricingRegistration
{
    /// <summary>The job that prices rows afterwards. Needs the store, pricing and metering.</summary>
    public static IServiceCollection AddRepricing(this IServiceCollection services) => services.AddSingleton(provider => new RepricingJob(
        provider.GetRequiredService<IDbContextFactory<VoiceOpsContext>>(),
        provider.GetRequiredService<RateCards>(),
        provider.GetRequiredService<LedgerWriter>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<RepricingJob>>()));
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoiceOps.Voice.Reconciliation.Balances;
using VoiceOps.Voice.Reconciliation.Days;
using VoiceOps.Voice.Reconciliation.Invoices;
using VoiceOps.Voice.Reconciliation.Prices;

namespace VoiceOps.Voice.Reconciliation;

public static class ReconciliationRegistration
{
    /// <summary>What providers billed, held against the books. Needs the store, metering, pricing and the four providers.</summary>
    public static IServiceCollection AddReconciliation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReconciliationOptions>().Bind(configuration.GetSection(ReconciliationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidator>();
        services.AddSingleton<SourceStates>();
        services.AddSingleton<ReconciliationSignal>();
        services.AddSingleton<IPriceSource, TwilioPrices>();
        services.AddSingleton<IPriceSource, DeepgramPrices>();
        services.AddSingleton<PriceChecks>();
        services.AddSingleton<IDaySource, TwilioDays>();
        services.AddSingleton<IDaySource, DeepgramDays>();
        services.AddSingleton<IDaySource, ElevenLabsDays>();
        services.AddSingleton<ReconciliationQueries>();
        services.AddSingleton<CellCallQueries>();
        services.AddSingleton<DayFigures>();
        services.AddSingleton<IBalanceSource, TwilioBalanceSource>();
        services.AddSingleton<IBalanceSource, DeepgramBalanceSource>();
        services.AddSingleton<IBalanceSource, ElevenLabsBalanceSource>();
        services.AddSingleton<IBalanceSource, CerebrasBalanceSource>();
        services.AddSingleton<InvoiceWriter>();
        services.AddSingleton<InvoiceQueries>();
        services.AddSingleton<BurnQueries>();
        services.AddSingleton<ReconciliationMetrics>();
        services.AddSingleton<ReconciliationRun>();
        services.AddSingleton<ProviderBalances>();
        services.AddSingleton<ReconciliationHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ReconciliationHost>());
        return services;
    }
}
